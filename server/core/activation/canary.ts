// Which tenants a canary of p % takes: those whose bucket lies under 100·p of 10,000. The bucket depends on salt and
// tenant alone, so raising p only ever adds tenants. FNV-1a with Murmur's finaliser: the low bits of plain FNV-1a are
// too regular for a modulus over short, similar names.

export function tenantBucket(salt: string, tenant: string): number {
  let hash = 0x811c9dc5
  const text = `${salt}\u0000${tenant}`
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % 10_000
}

/** The least of the steps, in percent, above one; undefined where there is none. They are listed in any order. */
export function stepAbove(pct: number, steps: readonly number[]): number | undefined {
  return steps.filter((step) => step > pct).sort((a, b) => a - b)[0]
}

/** `canaryPct` in percent; a hundredth of a percent is one bucket. */
export function inCanary(bucket: number, canaryPct: number): boolean {
  return bucket < Math.round(canaryPct * 100)
}
