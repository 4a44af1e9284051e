// Where the page is: the address is the state, so that every claim, report and span can be linked to.

export const route = $state({ path: location.pathname, query: new URLSearchParams(location.search) })

function read() {
  route.path = location.pathname
  route.query = new URLSearchParams(location.search)
}

addEventListener('popstate', read)

/** Goes to an address of this page. */
export function go(to: string, replace = false) {
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  read()
  if (!replace) scrollTo(0, 0)
}

/** Changes parts of the query; an empty value takes its name away. */
export function ask(change: Record<string, string>, replace = true) {
  const query = new URLSearchParams(route.query)
  for (const [name, value] of Object.entries(change)) {
    if (value) query.set(name, value)
    else query.delete(name)
  }
  const words = query.toString()
  go(route.path + (words ? `?${words}` : ''), replace)
}

/** Links of the page are followed without loading it again; those with a modifier key are the browser's. */
export function follow(event: MouseEvent) {
  const link = (event.target as Element).closest?.('a')
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  if (link.origin !== location.origin || link.hasAttribute('download') || link.getAttribute('href')!.startsWith('#')) return
  event.preventDefault()
  go(link.pathname + link.search)
}

export const claimPath = (id: string) => `/claims/${encodeURIComponent(id)}`
export const reportPath = (id: string, at?: [number, number] | null) =>
  `/reports/${encodeURIComponent(id)}${at ? `?at=${at[0]}-${at[1]}` : ''}`
