// A list that the server gives page by page. Of two questions that are under way only the later one's answer counts.
import { get, type Paged } from './api'

export class List<T> {
  rows = $state<T[]>([])
  /** -1: not known yet. */
  total = $state(-1)
  next = $state<string | null>(null)
  failed = $state('')
  #query: Record<string, string> = {}
  #latest = 0
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  async load(query: Record<string, string> = this.#query, cursor = ''): Promise<boolean> {
    this.#query = query
    const mine = ++this.#latest
    try {
      const page = await get<Paged<T>>(this.path, { ...query, cursor })
      if (mine !== this.#latest) return false
      this.rows = cursor ? [...this.rows, ...page.items] : page.items
      ;[this.total, this.next, this.failed] = [page.total, page.next, '']
      return true
    } catch (error) {
      if (mine === this.#latest) this.failed = (error as Error).message
      return false
    }
  }

  more = () => void this.load(this.#query, this.next ?? '')
}
