// Keys: each page says which it takes, `?` lists them. A key typed into a field is the field's.
import { go } from './route.svelte'

export interface Key { keys: string; says: string; act: () => void }

const everywhere: Key[] = [
  { keys: '?', says: 'list the keys', act: () => (help.open = true) },
  { keys: '/', says: 'search', act: () => document.querySelector<HTMLInputElement>('input[type=search]')?.focus() },
  { keys: 'j', says: 'next row', act: () => step(1) },
  { keys: 'k', says: 'row before', act: () => step(-1) },
  { keys: 'g c', says: 'go to the claims', act: () => go('/') },
  { keys: 'g r', says: 'go to the reports', act: () => go('/reports') },
  { keys: 'g t', says: 'go to the times', act: () => go('/times') },
  { keys: 'g m', says: 'go to the map', act: () => go('/map') },
  { keys: 'g n', says: 'go to the names of actors and places', act: () => go('/names') },
  { keys: 'g l', says: 'go to what to look for', act: () => go('/lost') },
  { keys: 'g x', says: 'go to the corrections', act: () => go('/corrections') },
]

export const help = $state({ open: false })
export const page = $state<{ keys: Key[] }>({ keys: [] })

/** Gives a page its keys; the result takes them away again. */
export function use(keys: Key[]): () => void {
  page.keys = keys
  return () => { if (page.keys === keys) page.keys = [] }
}

export const all = () => [...everywhere, ...page.keys]

/** Focus moves along the elements that are marked as rows. */
function step(by: number) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

let before = ''

export function pressed(event: KeyboardEvent) {
  const target = event.target as HTMLElement
  if (event.key === 'Escape' && target.matches('input, textarea')) target.blur()
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest('dialog')) return
  if (target.matches('input:not([type=checkbox], [type=radio]), textarea, select')) return
  const typed = before ? `${before} ${event.key}` : event.key
  before = ''
  const key = all().find((key) => key.keys === typed)
  if (key) {
    event.preventDefault()
    key.act()
  } else if (typed === 'g') {
    before = 'g'
    setTimeout(() => (before = ''), 2500)
  }
}
