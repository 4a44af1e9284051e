// The JSON API as the page uses it. Shapes follow /api.
import { who } from './who'

export type Span = [number, number]
export type Hits = string[] | null

export interface Paged<T> { items: T[]; total: number; next: string | null }

export interface ClaimRow {
  id: string; title: string; story: string; witnesses: number; reports: number
  named: number; group: number; unnamed: number; at_least: number; at_most: number
  told: string | null; earliest: string | null; latest: string | null
  published_first: number | null; published_last: number | null
  place: string | null; lat: number | null; lon: number | null; radius_km: number | null
  lost: number; differs: string[]; state: string; corrections: number; found: Hits; found_title: Hits
}

export interface ReportRow {
  id: string; label: string; title: string | null; language: string | null; published: string | null
  claims: number; length: number; found: Hits
}

export interface Counted { value: string; claims: number }
export interface Named { name: string; shown: string; own: string[]; reports: number }
export interface Tiles { min_zoom: number; max_zoom: number; bounds: [number, number, number, number]; attribution: string | null }
export interface Values { outlets: Counted[]; origins: Counted[]; languages: Counted[]; places: Counted[] }
export interface Spot { place: string; lat: number; lon: number; radius_km: number | null; claims: number }

export interface CaseHead {
  name: string; reports: number; corrections: number; shown: boolean; tracing: boolean; failed: string | null
  run: { id: number; started: string; rules: string; reports: number; links: number; stories: number; claims: number } | null
}

export interface Segment { text: string; marks: string[] }
export interface Quoted { report: string; label: string; words: string; at: Span | null }
export interface Witness {
  id: string; report: string; label: string; published: string; quote: string; at: Span | null; statement: string | null
  context: Segment[]; chain: string; headline: boolean; narrated: boolean; stance: string | null
  told: { words: string; days: [string, string] | null } | null
}
export type Direction = 'sure' | 'likely' | 'unknown'
export interface Node { id: string; all: string[]; label: string; note: string; quote: string; lost: boolean }
export interface Edge { from: number; to: number; kind: string; direction: Direction; reasons: string[] }
export interface Layout {
  graph: { nodes: Node[]; edges: Edge[] }; places: Span[]; roots: number[]; children: Span[][]; extra: number[]
}
export interface Drawing { width: number; height: number; boxes: Span[]; lines: { path: string; head: string | null; label: Span | null }[] }
export type Part = ['both' | 'old' | 'new', string]
export interface Correction {
  id: number; kind: string; target: string; act: string; before: any; after: any; who: string; at: string; why: string | null
  stands?: boolean; orphan?: boolean
}
export interface Claim {
  id: string; title: string; story: string; witnesses: number; reports: number
  named: number; group: number; unnamed: number; at_least: number; at_most: number
  when: { words: string; days: [string, string] | null } | null; place: string | null
  site: { name: string; lat: number | null; lon: number | null; radius_km: number | null; alternatives: number } | null
  short: { says: string; first: Quoted | null }
  stemma: Layout; drawing: Drawing; words: Witness[]; voices: Record<string, string>
  origins: { name: string; class: string; reports: string[]; lost: boolean }[]
  why: { says: string; shown_by: Quoted[] }[]
  changes: { from: string; to: string; from_label: string; to_label: string; what: string; was: string | null; became: string | null }[]
  disagreements: { what: string; values: [string, string[]][] }[]
  lost: { id: string; name: string; role: string; cited_by: Quoted[] }[]
  diffs: { from: string; to: string; kind: string; parts: Part[] }[]
  own_place: string | null; state: string; given_place: { name: string } | null; corrections: Correction[]
  program: { witnesses: number; at_least: number; at_most: number; origins: { name: string; class: string }[] } | null
}

export interface Found { value: string; found_in: string }
export interface Statement {
  id: string; kind: string; stance: string; rule: string; chain: { name: string; class: string }[]
  source: Span[] | null; source_words: string | null; cue: Span[]; cue_words: string; content: Span[]; content_words: string
}
export interface Report {
  id: string; label: string; title: Found | null; outlet: Found | null; author: Found | null; url: Found | null
  canonical: Found | null; language: Found | null; published: Found | null; text_sha256: string; raw_sha256: string
  doubts: string[]; window: number
  claims: { id: string; title: string; witnesses: number }[]; statements: Statement[]
  links: { report: string; label: string; published: string | null; kind: string; direction: Direction; is_source: boolean
    parent: boolean; passages: number; reasons: string[] }[]
  versions: { number: number; extraction: string; text_sha256: string; raw_sha256: string
    receipts: { from: string; received: string; fetched: string | null }[] }[]
  corrections: Correction[]
  reader: {
    segments: { start: number; end: number; text: string; notes: number[] }[]
    notes: { mark: string; id: string | null; says: string }[]
    length: number; next: number | null
  }
}
export interface Passages { here: string; there: string; items: { here: Span; there: Span; what: string; parts: Part[] | null; words: [string, string] | null }[] }

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return response.json()
  const problem = await response.json().catch(() => null)
  throw new Error(problem?.detail ?? `the server answered ${response.status}`)
}

/** Asks for a resource; `query` leaves out what is empty. */
export async function get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString()
  return answer(await fetch(`/api/${path}${words ? `?${words}` : ''}`))
}

export async function correct(body: Record<string, unknown>): Promise<Correction> {
  const headers = { 'content-type': 'application/json' }
  return answer(await fetch('/api/corrections', { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** An undo, by whoever is known to this browser, else by whom the entry is from. */
export const takeBack = (entry: Correction) =>
  correct({ kind: 'correction', target: String(entry.id), act: 'undo', who: who() || entry.who })

export interface Added { new: number; changed: number; known: number; left_out: string[] }

export async function addFile(file: File): Promise<Added> {
  const headers = { 'content-type': 'application/octet-stream' }
  return answer(await fetch(`/api/reports?name=${encodeURIComponent(file.name)}`, { method: 'POST', headers, body: file }))
}

export async function trace(): Promise<void> {
  await answer(await fetch('/api/trace', { method: 'POST' }))
}

/** Where a report's id stands in an address of the API. */
export const part = encodeURIComponent
