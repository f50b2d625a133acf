// One computation for all who look at the same thing at the same time: live pages ask every second, and twenty open
// dashboards must not cost twenty times as much.

import type { Reach } from '../../reach'

export function reachKey(reach: Reach): string {
  return `${reach.detail}:${reach.subclouds === null ? '*' : [...reach.subclouds].sort().join(',')}`
}

export function cached<T>(ttlMs: number): (owner: object, key: string, now: number, make: () => Promise<T>) => Promise<T> {
  const byOwner = new WeakMap<object, Map<string, { at: number; value: Promise<T> }>>()
  return (owner, key, now, make) => {
    const entries = byOwner.get(owner) ?? new Map<string, { at: number; value: Promise<T> }>()
    byOwner.set(owner, entries)
    const known = entries.get(key)
    if (known && now - known.at < ttlMs && now >= known.at) return known.value
    for (const [other, entry] of entries) if (now - entry.at >= ttlMs) entries.delete(other)
    const value = make()
    entries.set(key, { at: now, value })
    // A failure is not remembered.
    value.catch(() => entries.delete(key))
    return value
  }
}
