// Two small comparisons the diff is made of.

import { isEqual } from '../json/share'

export function added(from: ReadonlySet<string>, to: ReadonlySet<string>): { added: string[]; removed: string[] } {
  return { added: [...to].filter((each) => !from.has(each)).sort(), removed: [...from].filter((each) => !to.has(each)).sort() }
}

export function changedFields(from: object, to: object, prefix: string): string[] {
  const [a, b] = [from as Record<string, unknown>, to as Record<string, unknown>]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !isEqual(a[key] ?? null, b[key] ?? null))
    .sort()
    .map((key) => (prefix === '' ? key : `${prefix}.${key}`))
}
