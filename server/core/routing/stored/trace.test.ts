import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gateStates } from '../../activation/types'
import { serialiseBoundary } from '../../boundary/codec'
import { makeBoundary } from '../../boundary/merge'
import { asked, likeJobs } from '../../testing/arbitraries'
import { check, explained, run } from '../../testing/laws-kit'
import { packedTrace } from '../../testing/packed-trace'
import type { Decided } from '../decided'
import { replaysEqual } from '../replay'
import firstVersion from './first-version.json'
import { type StoredTrace, unpackQuestion, unpackTrace } from './unpack-trace'
import { words } from './words'

function whole({ trace, terms }: Decided): string {
  const { stated } = terms.policy
  return JSON.stringify({ ...trace, storedBoundary: stated && serialiseBoundary(stated) })
}

function questionOf({ version, now, seed, revision, request, origin }: StoredTrace) {
  return { version, now, seed, revision, request, origin }
}

it('a trace of any decision comes back equal to the byte, with its boundary, and replays', { timeout: 60_000 }, () => {
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

it('what is copied from an earlier trace is what would have been written', { timeout: 60_000 }, () => {
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

it('what the log holds of the first version is still read', () => {
  for (const { packed, trace } of firstVersion) {
    const bytes = Buffer.from(packed, 'base64')
    const stored = unpackTrace(bytes)
    expect(JSON.stringify(stored)).toBe(JSON.stringify(trace))
    expect(replaysEqual(stored)).toBe(true)
    expect(unpackQuestion(bytes)).toEqual(questionOf(stored))
  }
})

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

it('words and states of the gate are distinct, fit a byte, and keep the places that stored traces hold', () => {
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
  expect(gateStates.slice(0, 5)).toEqual(['suspended', 'off', 'shadow', 'canary', 'on'])
})
