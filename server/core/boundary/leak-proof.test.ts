import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countries } from '../config/countries'
import { asked } from '../testing/arbitraries'
import { faults, soundSubject } from '../testing/faults'
import { at, configWith, node, snapshot, subcloud } from '../testing/world'
import { leakProof, leakProofSteps } from './leak-proof'
import { isoCountries } from './proof/iso'

const banned = `0x${'b'.repeat(40)}`
/** Every kind of rule that a policy has, so that each fault has something to break. */
const config = configWith((base) => ({
  zones: base.zones.map((zone) => ({ ...zone, neighbours: zone.code === 'EU' ? ['ME'] : [] })),
  subclouds: [
    subcloud('acme', {
      boundary: { allow: ['jurisdiction:EU27', 'jurisdiction:UK', 'country:US'], deny: ['country:HU'] },
      originAllow: ['jurisdiction:EU27'],
      minTrust: 'unverified',
      fallback: 'adjacent',
      participation: { join: 'semi-open', bans: [banned] },
    }),
    subcloud('eu', { boundary: { allow: ['jurisdiction:EU27'] } }),
    subcloud('strict', { boundary: { allow: [], deny: ['country:HU', 'subdivision:ES-CN'] } }),
    subcloud('iso', { isolate: true }),
  ],
}))
const fleet = ['DE', 'FR', 'US', 'GB', 'HU', 'BR', null].map((country, i) => node(config, i + 1, { country }))
const world = snapshot(config, fleet)
const slugs = ['acme', 'eu', 'strict', null]
const prove = (subject: typeof soundSubject, slug: string | null) => leakProof(subject, world, at, slug)

describe('the leak proof', () => {
  it('b02 finds no path out of any boundary as decisions are made', () => {
    for (const slug of ['acme', 'strict', null]) {
      const proof = prove(soundSubject, slug)
      expect(proof.counterexample).toBeNull()
      expect(proof.holds).toBe(true)
      expect(proof.checked.decisions).toBeGreaterThan(1000)
      expect(proof.checked).toMatchObject({ nodes: 7, undecided: 0 })
    }
  })

  it('finds none in generated worlds', () => {
    for (const one of fc.sample(asked, { numRuns: 2, seed: 7 }))
      for (const slug of ['acme', 'iso']) expect(leakProof(soundSubject, one.snapshot, one.now, slug).counterexample).toBeNull()
  })

  it.each(Object.entries(faults))('finds: %s', (_name, fault) => {
    const found = slugs.some((slug) => !prove({ ...soundSubject, ...fault }, slug).holds)
    expect(found).toBe(true)
  })

  it('names the request, the node, the rung and the clause', () => {
    const { counterexample } = prove({ ...soundSubject, ...faults['no boundary filter'] }, 'eu')
    expect(counterexample).toMatchObject({
      attempt: 'first',
      request: { subcloud: 'eu' },
      clause: { kind: 'boundary' },
    })
    expect(counterexample?.rung).toBeTruthy()
  })

  it('takes the law’s side where a configured jurisdiction departs from it', () => {
    const drifted = configWith((base) => ({
      jurisdictions: base.jurisdictions.map((one) => (one.code === 'EU27' ? { ...one, countries: [...one.countries, 'GB'] } : one)),
      subclouds: [subcloud('eu', { boundary: { allow: ['jurisdiction:EU27'] } })],
    }))
    const { counterexample } = leakProof(soundSubject, snapshot(drifted, []), at, 'eu')
    // Which node is found first is the seed's business: one in the United Kingdom, or one believed in more than the true EU27.
    expect(counterexample?.clause.token).toMatch(/^jurisdiction:(EU27|EEA30)$/)
  })

  it('can be taken in slices', () => {
    const steps = leakProofSteps(soundSubject, world, at, 'strict')
    expect(steps.next().done).toBe(false)
    steps.return({} as never)
  })

  it('knows every country, from a table of its own', () => {
    expect([...isoCountries].sort()).toEqual([...countries.keys()].sort())
  })

  it('shares no code with the core: only types cross the folder', () => {
    const folder = path.join(import.meta.dirname, 'proof')
    for (const file of readdirSync(folder)) {
      const outward = readFileSync(path.join(folder, file), 'utf8')
        .split('\n')
        .filter((line) => /from '(\.\.|@)/.test(line))
      for (const line of outward) expect(`${file}: ${line}`).toMatch(/: import type /)
    }
  })
})
