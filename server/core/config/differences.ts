// Two small comparisons the diff is made of.

import { canonicalJson } from '../json/canonical'

export function added(from: ReadonlySet<string>, to: ReadonlySet<string>): { added: string[]; removed: string[] } {
  return { added: [...to].filter((each) => !from.has(each)).sort(), removed: [...from].filter((each) => !to.has(each)).sort() }
}

export function changedFields(from: object, to: object, prefix: string): string[] {
  const [a, b] = [from as Record<string, unknown>, to as Record<string, unknown>]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => canonicalJson(a[key] ?? null) !== canonicalJson(b[key] ?? null))
    .sort()
    .map((key) => (prefix === '' ? key : `${prefix}.${key}`))
}
