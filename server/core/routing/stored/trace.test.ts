import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gateStates } from '../../activation/types'
import { makeBoundary } from '../../boundary/merge'
import { hash32 } from '../../hash/seed'
import { asked, ids, likeJobs } from '../../testing/arbitraries'
import { check, explained, run } from '../../testing/laws-kit'
import { packedTrace } from '../../testing/packed-trace'
import { storedBoundary } from '../../testing/stored-boundary'
import type { Decided } from '../decided'
import { passingFilters } from '../looked'
import { replaysEqual } from '../replay'
import firstVersion from './first-version.json'
import { nodeBytes } from './node-bytes'
import secondVersion from './second-version.json'
import { type StoredTrace, unpackQuestion, unpackTrace } from './unpack-trace'
import { words } from './words'

function whole({ trace, terms }: Decided): string {
  const { stated } = terms.policy
  return JSON.stringify({ ...trace, storedBoundary: stated && storedBoundary(stated) })
}

function questionOf({ version, now, seed, revision, request, origin }: StoredTrace) {
  return { version, now, seed, revision, request, origin }
}

it('a trace of any decision comes back equal to the byte, with its boundary, and replays', () => {
  check(
    fc.property(asked, fc.boolean(), (one, isExplained) => {
      const decided = isExplained ? explained(one) : run(one)
      const bytes = packedTrace(decided)
      const stored = unpackTrace(bytes)
      expect(JSON.stringify(stored)).toBe(whole(decided))
      const { storedBoundary: _, ...again } = stored
      expect(replaysEqual(again)).toBe(true)
      expect(unpackQuestion(bytes)).toEqual(questionOf(stored))
    }),
    300,
  )
})

it('candidates with any id and numbers come back, and so do rungs of any counts', () => {
  const aCount = fc.oneof(fc.nat(3), fc.constantFrom(127, 128, 255, 256, 1023, 1024, 65_534, 65_535, 65_536, 4_194_303, 4_194_304))
  const aNumber = fc.oneof({ weight: 9, arbitrary: aCount }, { weight: 1, arbitrary: fc.constant(0.5) })
  const aCandidate = fc.record({
    id: fc.oneof(fc.constantFrom(...ids), fc.constantFrom('a node', `0x${'g'.repeat(40)}`)),
    ...{ free: aNumber, slots: aNumber, permille: aNumber, km: fc.oneof(fc.constant(-1), aNumber), score: aNumber },
  })
  const aRung = fc.record({
    candidates: aCount,
    eligible: aCount,
    found: fc.uniqueArray(aCandidate, { maxLength: 3, selector: ({ id }) => id }),
  })
  check(
    fc.property(asked, fc.array(aRung, { minLength: 16, maxLength: 16 }), (one, rungs) => {
      const decided = run(one)
      for (const [i, rung] of decided.applied.rungs.entries()) {
        const { found, ...counts } = rungs[i]!
        const looked = found.map((made, n) => ({ hash: hash32(made.id) | 0, geo: rung.found[(i + n) % rung.found.length]?.geo, ...made }))
        Object.assign(rung, counts, { found: looked.filter(({ geo }) => geo !== undefined) })
      }
      const bytes = packedTrace(decided)
      const stored = unpackTrace(bytes)
      expect(JSON.stringify(stored)).toBe(whole(decided))
      expectNodesIn(bytes, stored)
    }),
    200,
  )
})

it('what is copied from an earlier trace is what would have been written', () => {
  check(
    fc.property(likeJobs, (jobs) => {
      for (const job of jobs) {
        const decided = run(job)
        const first = packedTrace(decided)
        expect(JSON.stringify(unpackTrace(first))).toBe(whole(decided))
        expect(packedTrace(decided)).toEqual(first)
      }
    }),
    100,
  )
})

it('what the log holds of earlier versions is still read', () => {
  for (const { packed, trace } of [...firstVersion, ...secondVersion]) {
    const bytes = Buffer.from(packed, 'base64')
    const stored = unpackTrace(bytes)
    expect(JSON.stringify(stored)).toBe(JSON.stringify(trace))
    expect(replaysEqual(stored)).toBe(true)
    expect(unpackQuestion(bytes)).toEqual(questionOf(stored))
    expectNodesIn(bytes, stored)
  }
})

/** Whose trace to unpack can be told from the bytes alone. */
function expectNodesIn(bytes: Uint8Array, { rungs }: StoredTrace): void {
  const ids = rungs.flatMap(({ sampled }) => sampled.map(({ id }) => id))
  expect(ids.filter((id) => !Buffer.from(bytes).includes(Buffer.from(nodeBytes(id))))).toEqual([])
}

it('cut or of another version, it is refused', () => {
  fc.assert(
    fc.property(asked, fc.nat(), (one, cut) => {
      const bytes = packedTrace(run(one))
      expect(() => unpackTrace(bytes.subarray(0, cut % bytes.length))).toThrow(RangeError)
      bytes[0] = 99
      expect(() => unpackTrace(bytes)).toThrow('version 99')
    }),
    { numRuns: 30 },
  )
})

it('words, states of the gate and passing filters are distinct, fit a byte, and keep the places that stored traces hold', () => {
  expect(new Set(words).size).toBe(words.length)
  expect(words.length).toBeLessThanOrEqual(256)
  expect([0, 4, 23, 33, 46, 51, 60, 78].map((place) => words[place])).toEqual([
    'mainnet',
    'geoip',
    'on',
    'unrestricted',
    'capacity',
    'origin_geoip',
    'EU',
    'jurisdiction:US',
  ])
  expect(words).toContain(makeBoundary(null, []).hash)
  expect(passingFilters).toEqual(['liveness', 'drained', 'hardware', 'ban', 'tried', 'capacity'])
  expect(gateStates.slice(0, 5)).toEqual(['suspended', 'off', 'shadow', 'canary', 'on'])
})
