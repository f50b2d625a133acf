import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inCanary, tenantBucket } from './canary'

describe('canary', () => {
  it('g04 keeps every tenant of a smaller share when the share is raised', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (salt, tenant, a, b) => {
          const bucket = tenantBucket(salt, tenant)
          expect(!inCanary(bucket, Math.min(a, b)) || inCanary(bucket, Math.max(a, b))).toBe(true)
        },
      ),
    )
    const tenants = Array.from({ length: 5000 }, (_, i) => `subcloud-${i}`)
    const at5 = tenants.filter((t) => inCanary(tenantBucket('geo', t), 5))
    const at25 = new Set(tenants.filter((t) => inCanary(tenantBucket('geo', t), 25)))
    expect(at5.length).toBeGreaterThan(0)
    expect(at5.every((t) => at25.has(t))).toBe(true)
  })

  it('takes about its share of tenants with similar names', () => {
    for (const pct of [5, 25, 50]) {
      const taken = Array.from({ length: 20_000 }, (_, i) => tenantBucket('geo', `acme-${i}`)).filter((b) => inCanary(b, pct)).length
      expect(taken / 200).toBeGreaterThan(pct - 1.2)
      expect(taken / 200).toBeLessThan(pct + 1.2)
    }
  })

  it('takes nobody at 0 and everybody at 100', () => {
    fc.assert(
      fc.property(fc.string(), (tenant) => {
        const bucket = tenantBucket('geo', tenant)
        expect(Number.isInteger(bucket) && bucket >= 0 && bucket < 10_000).toBe(true)
        expect(inCanary(bucket, 0)).toBe(false)
        expect(inCanary(bucket, 100)).toBe(true)
      }),
    )
  })
})
