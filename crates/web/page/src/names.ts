// The windows for corrections of names: the same from the list of names and from a report's words.
import { get, type Named, type Paged } from './api'
import { counted } from './words'

const what = (kind: string) => (kind === 'place' ? 'place' : 'actor')

/** Two names are one: which of them is kept is asked. */
export const mergeNames = (kind: string, one: string, other: string) => ({
  title: `“${one}” and “${other}” are one ${what(kind)}`,
  fields: [{ name: 'kept', title: 'Called from now on', options: [one, other], value: one }],
  body: ({ kept }: Record<string, string>) => ({ kind, target: kept, act: 'merge', after: { name: kept === one ? other : one } }),
})

/** A name is another one's that is looked for. */
export const sameAs = (kind: string, name: string) => ({
  title: `“${name}” is the same ${what(kind)} as`,
  fields: [{ name: 'kept', title: 'Part of the other name', find: async (q: string) =>
    (await get<Paged<Named>>('names', { kind, q, limit: '8' })).items.filter((one) => one.name !== name)
      .map((one) => ({ value: one.name, says: one.shown, note: counted(one.reports, 'report') })) }],
  body: ({ kept }: Record<string, string>) => ({ kind, target: kept, act: 'merge', after: { name } }),
})

const places = [
  { name: 'lat', title: 'Degrees north (may stay empty)', type: 'number', empty: true },
  { name: 'lon', title: 'Degrees east (may stay empty)', type: 'number', empty: true },
  { name: 'radius_km', title: 'Within so many km (may stay empty)', type: 'number', empty: true },
]
const numbers = (fields: Record<string, string>) =>
  Object.fromEntries(['lat', 'lon', 'radius_km'].filter((name) => `${fields[name] ?? ''}` !== '').map((name) => [name, +fields[name]]))

/** A name is another one's in some reports. */
export async function splitName(kind: string, name: string, only: string[] = []) {
  const { items } = only.length ? { items: [] } : await get<Paged<{ id: string; label: string; title: string | null }>>('names/reports', { kind, name, limit: '500' })
  const many = only.length ? [] : [{ name: 'reports', title: 'In these reports', many: items.map((one) => ({ value: one.id, says: one.title ? `${one.label}: ${one.title}` : one.label })) }]
  return {
    title: only.length ? `“${name}” is another ${what(kind)} in this report` : `“${name}” is another ${what(kind)} in some reports`,
    fields: [{ name: 'name', title: 'Its own name' }, ...many, ...(kind === 'place' ? places : [])],
    body: (fields: Record<string, string>, ticked: string[]) =>
      ({ kind, target: name, act: 'split', after: { name: fields.name, reports: only.length ? only : ticked, ...numbers(fields) } }),
  }
}
