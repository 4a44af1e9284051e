// Small words around numbers.

/** `1 report`, `2,000 reports`. */
export const counted = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`
