import fc from 'fast-check'
import { expect, it } from 'vitest'
import { serialiseBoundary } from '../../boundary/codec'
import { asked } from '../../testing/arbitraries'
import { check, run } from '../../testing/laws-kit'
import { effectivePolicy } from '../policy'
import { replaysEqual } from '../replay'
import type { RouteRequest, Snapshot } from '../types'
import { packTrace } from './pack-trace'
import { unpackQuestion, unpackTrace } from './unpack-trace'
import { words } from './words'

const boundaryOf = ({ config }: Snapshot, request: RouteRequest) =>
  effectivePolicy(config, request.subcloud === null ? null : (config.subclouds.get(request.subcloud) ?? null), request).stated

it('a trace of any decision comes back equal to the byte, with its boundary, and replays', { timeout: 60_000 }, () => {
  check(
    fc.property(asked, (one) => {
      const { trace } = run(one)
      const stated = boundaryOf(one.snapshot, one.request)
      const stored = unpackTrace(packTrace(trace, stated).slice())
      expect(JSON.stringify(stored)).toBe(JSON.stringify({ ...trace, storedBoundary: stated && serialiseBoundary(stated) }))
      const { storedBoundary: _, ...again } = stored
      expect(replaysEqual(again)).toBe(true)
      const { version, now, seed, revision, request, origin } = again
      expect(unpackQuestion(packTrace(trace, stated).slice())).toEqual({ version, now, seed, revision, request, origin })
    }),
  )
})

it('what it does not know of, a later version of the core may add: it comes back all the same', () => {
  fc.assert(
    fc.property(asked, fc.object(), (one, more) => {
      const { trace } = run(one)
      const added = JSON.parse(JSON.stringify({ more, spilt: { share: 40 } }))
      const later = {
        ...trace,
        gate: { ...trace.gate, ...added },
        rungs: trace.rungs.map((rung) => ({ ...rung, ...added })),
        misses: trace.misses.map((miss) => ({ ...miss, ...added })),
        ...added,
      }
      const { storedBoundary: _, ...stored } = unpackTrace(packTrace(later, null).slice())
      expect(stored).toEqual(JSON.parse(JSON.stringify(later)))
    }),
    { numRuns: 50 },
  )
})

it('cut or of another version, it is refused', () => {
  fc.assert(
    fc.property(asked, fc.nat(), (one, cut) => {
      const bytes = packTrace(run(one).trace, boundaryOf(one.snapshot, one.request)).slice()
      expect(() => unpackTrace(bytes.subarray(0, cut % bytes.length))).toThrow(RangeError)
      bytes[0] = 99
      expect(() => unpackTrace(bytes)).toThrow('version 99')
    }),
    { numRuns: 30 },
  )
})

it('the words are distinct, fit a byte, and keep the places that stored traces hold', () => {
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
})
