// The selected words as a span of code points: segments say where they begin, the rest is counted.
import type { Span } from './api'

function point(node: Node, offset: number): number | null {
  const element = (node.nodeType === 3 ? node.parentElement : (node as Element))?.closest<HTMLElement>('[data-start]')
  if (!element) return null
  const [start, end] = [Number(element.dataset.start), Number(element.dataset.end)]
  const points = [...(node.textContent ?? '').slice(0, offset)].length
  // A segment with named control characters is longer on screen than in the text: then only its ends are known.
  const exact = [...(element.textContent ?? '')].length === end - start
  return exact ? Math.min(start + points, end) : points ? end : start
}

export function chosenSpan(): Span | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const [start, end] = [point(range.startContainer, range.startOffset), point(range.endContainer, range.endOffset)]
  return start !== null && end !== null && start < end ? [start, end] : null
}
