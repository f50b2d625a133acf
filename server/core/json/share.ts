// One structure for what is equal: what came over the wire twice (the published document and a draft of it) is compared
// once, and from then on by identity.

/** `next`, with every part of it that equals the same part of `previous` being that very part. */
export function share<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next
  if (Array.isArray(next)) {
    if (!Array.isArray(previous)) return next
    const shared = next.map((item, i) => share(previous[i], item))
    return isSame(previous, shared) ? (previous as T) : (shared as T)
  }
  if (!isRecord(previous) || !isRecord(next)) return next
  // A database that stores JSON as values, not as text, gives keys back in its own order.
  const keys = hasSameKeys(previous, next) ? Object.keys(previous) : Object.keys(next)
  const shared = Object.fromEntries(keys.map((key) => [key, share(previous[key], next[key])]))
  return isSame(Object.keys(previous), keys) && isSame(Object.values(previous), Object.values(shared)) ? (previous as T) : (shared as T)
}

/** Equal as JSON, whatever the order of keys; a field that is undefined counts as absent. Parts that are one are not looked into. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]))
  if (!isRecord(a) || !isRecord(b)) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isEqual(a[key], b[key]))
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const hasSameKeys = (a: object, b: object) =>
  Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => Object.hasOwn(b, key))
const isSame = (a: readonly unknown[], b: readonly unknown[]) => a.length === b.length && a.every((item, i) => Object.is(item, b[i]))
