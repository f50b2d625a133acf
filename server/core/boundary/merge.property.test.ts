import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import { configSchema } from '../config/schema'
import type { GeoToken, Place } from '../geo/place'
import { areaInside, isInside } from './inside'
import { type Layer, mergeLayers } from './merge'
import { tokenContains, tokenMayContain } from './tokens'
import type { Boundary } from './types'

const holds = (boundary: Boundary, at: Place, config: CompiledConfig) => isInside(boundary, at, contain(config, at, 'high'), config)

// An independent model: a handful of real places, known to the metre, and membership by reading the document anew each
// time, set by set. It shares no code with the core.
const real = [
  { country: 'DE', subdivision: 'DE-BE', point: [13.4, 52.5] },
  { country: 'DE', subdivision: 'DE-BY', point: [11.5, 48.1] },
  { country: 'DE', subdivision: 'DE-HH', point: [10, 53.5] },
  { country: 'FR', subdivision: 'FR-IDF', point: [2.3, 48.8] },
  { country: 'FR', subdivision: 'FR-BRE', point: [-2.7, 48.1] },
  { country: 'RE', subdivision: null, point: [55.4, -20.9] },
  { country: 'US', subdivision: 'US-TX', point: [-96.8, 32.8] },
  { country: 'US', subdivision: 'US-CA', point: [-121.9, 37.3] },
  { country: 'PR', subdivision: null, point: [-66.1, 18.4] },
  { country: 'FJ', subdivision: null, point: [178.4, -18.1] },
  { country: 'AQ', subdivision: null, point: [0, -80] },
] as const
const codes = ['A', 'B', 'C', 'D'] as const
const boxes = {
  none: null,
  germany: [9, 47, 14, 54],
  paris: [2, 48, 3, 49],
  atlantic: [-40, 20, -30, 30],
  america: [-125, 25, -60, 45],
} as const
type ModelZone = { parent: string | null; countries: string[]; subdivisions: string[]; box: keyof typeof boxes }
type Model = {
  zones: Record<(typeof codes)[number], ModelZone>
  jurisdictions: Record<'J' | 'K', { countries: string[]; subdivisions: string[] }>
}

const countriesOf = fc.subarray(['DE', 'FR', 'RE', 'US', 'PR', 'FJ'], { minLength: 0, maxLength: 4 })
const subdivisionsOf = fc.subarray(['DE-BE', 'DE-BY', 'FR-IDF', 'US-TX', 'US-PR'], { maxLength: 2 })
const model: fc.Arbitrary<Model> = fc
  .record({
    members: fc.array(
      fc.record({
        countries: countriesOf,
        subdivisions: subdivisionsOf,
        box: fc.constantFrom(...(Object.keys(boxes) as (keyof typeof boxes)[])),
      }),
      { minLength: 4, maxLength: 4 },
    ),
    parents: fc.tuple(
      fc.constant(null),
      fc.option(fc.constant('A')),
      fc.option(fc.constantFrom('A', 'B')),
      fc.option(fc.constantFrom('A', 'B', 'C')),
    ),
    j: fc.record({ countries: countriesOf, subdivisions: subdivisionsOf }),
    k: fc.record({ countries: countriesOf, subdivisions: subdivisionsOf }),
  })
  .map(({ members, parents, j, k }) => ({
    zones: Object.fromEntries(codes.map((code, i) => [code, { ...members[i]!, parent: parents[i]! }])) as Model['zones'],
    jurisdictions: { J: j, K: k },
  }))
const token = fc.constantFrom(
  ...[
    'zone:A',
    'zone:B',
    'zone:C',
    'zone:D',
    'jurisdiction:J',
    'jurisdiction:K',
    'country:DE',
    'country:FR',
    'country:US',
    'country:PR',
    'country:AQ',
    'subdivision:DE-BE',
    'subdivision:FR-IDF',
    'subdivision:US-TX',
    'subdivision:US-PR',
  ].map((text) => text as GeoToken),
)
const layersOf = fc.array(fc.record({ allow: fc.array(token, { maxLength: 4 }), deny: fc.array(token, { maxLength: 2 }) }), {
  maxLength: 4,
})

const compiled = ({ zones, jurisdictions }: Model) =>
  compileConfig(
    configSchema.parse({
      zones: codes.map((code) => {
        const { box, ...zone } = zones[code]
        const [w, s, e, n] = boxes[box] ?? []
        return {
          code,
          name: code,
          ...zone,
          polygons: boxes[box] && {
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [w, s],
                  [e, s],
                  [e, n],
                  [w, n],
                  [w, s],
                ],
              ],
            ],
          },
        }
      }),
      jurisdictions: Object.entries(jurisdictions).map(([code, entry]) => ({ code, name: code, ...entry })),
    }),
    1,
  )

function inModel(text: string, at: (typeof real)[number], { zones, jurisdictions }: Model): boolean {
  const [kind, code] = text.split(':') as [string, string]
  const listed = (entry: { countries: string[]; subdivisions: string[] }) =>
    entry.countries.includes(at.country) ||
    entry.subdivisions.includes(at.subdivision ?? '-') ||
    (at.country === 'PR' && entry.subdivisions.includes('US-PR'))
  if (kind === 'country') return at.country === code
  if (kind === 'subdivision') return code === 'US-PR' ? at.country === 'PR' : at.subdivision === code
  if (kind === 'jurisdiction') return listed(jurisdictions[code as 'J'])
  const zone = zones[code as 'A']
  const box = boxes[zone.box]
  if (listed(zone) || (box && at.point[0] > box[0] && at.point[0] < box[2] && at.point[1] > box[1] && at.point[1] < box[3])) return true
  return codes.some((child) => zones[child].parent === code && inModel(`zone:${child}`, at, { zones, jurisdictions }))
}
const inLayers = (layers: readonly { allow: string[]; deny: string[] }[], at: (typeof real)[number], world: Model) =>
  layers.every(
    ({ allow, deny }) =>
      (allow.length === 0 || allow.some((text) => inModel(text, at, world))) && !deny.some((text) => inModel(text, at, world)),
  )

const named = (layers: readonly { allow: GeoToken[]; deny: GeoToken[] }[]): Layer[] =>
  layers.map((each, i) => ({ layer: `l${i}`, clause: each }))

describe('against an independent model', () => {
  it('a fully known place is inside exactly when every layer lets it in; only a real conflict is called one', () => {
    fc.assert(
      fc.property(model, layersOf, (world, layers) => {
        const config = compiled(world)
        const merged = mergeLayers(named(layers), config)
        const expected = real.filter((at) => inLayers(layers, at, world))
        if (!merged.ok) {
          expect(expected).toEqual([])
          expect(merged.conflict.length).toBeGreaterThan(0)
          return
        }
        expect(real.filter((at) => holds(merged.boundary, at, config))).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })

  it('the clauses a conflict names conflict by themselves, and without any one of them do not', () => {
    fc.assert(
      fc.property(model, layersOf, (world, layers) => {
        const config = compiled(world)
        const merged = mergeLayers(named(layers), config)
        fc.pre(!merged.ok)
        if (merged.ok) return
        const clauses = new Map<string, { allow: GeoToken[]; deny: GeoToken[] }>()
        for (const { layer, token: text, kind } of merged.conflict) {
          const key = kind === 'allow' ? layer : `${layer} ${text}`
          const entry = clauses.get(key) ?? { allow: [], deny: [] }
          entry[kind].push(text)
          clauses.set(key, entry)
        }
        const parts = [...clauses.values()]
        expect(mergeLayers(named(parts), config).ok).toBe(false)
        for (const part of parts) expect(mergeLayers(named(parts.filter((other) => other !== part)), config).ok).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('less knowledge of a place never lets it in: what is inside half-known is inside wherever it may be', () => {
    fc.assert(
      fc.property(model, layersOf, (world, layers) => {
        const config = compiled(world)
        const merged = mergeLayers(named(layers), config)
        fc.pre(merged.ok)
        if (!merged.ok || merged.boundary.kind === 'unrestricted') return
        for (const at of real) {
          const known = [
            { ...at, subdivision: null, point: null },
            { ...at, point: null },
            { ...at, subdivision: null },
          ]
          for (const [i, less] of known.entries()) {
            if (!holds(merged.boundary, less, config)) continue
            const same = real.filter(
              (other) =>
                other.country === at.country && (i === 0 || (i === 1 ? other.subdivision === at.subdivision : other.point === at.point)),
            )
            for (const other of same) expect(inLayers(layers, other, world)).toBe(true)
          }
          expect(
            isInside(merged.boundary, { country: null, subdivision: null, point: at.point }, contain(config, at, 'high'), config),
          ).toBe(false)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('an area is inside only when every real place of it is', () => {
    let found = 0
    fc.assert(
      fc.property(model, layersOf, token, (world, layers, area) => {
        const config = compiled(world)
        const merged = mergeLayers(named(layers), config)
        fc.pre(merged.ok)
        if (!merged.ok || merged.boundary.kind === 'unrestricted' || !areaInside(merged.boundary, area, config)) return
        found++
        for (const at of real) if (inModel(area, at, world)) expect(inLayers(layers, at, world)).toBe(true)
      }),
      { numRuns: 500 },
    )
    expect(found).toBeGreaterThan(10)
  })

  it('b05 order and repetition change nothing, not even the hash; a further layer only narrows', () => {
    fc.assert(
      fc.property(
        model,
        layersOf,
        fc.record({ allow: fc.array(token, { maxLength: 3 }), deny: fc.array(token, { maxLength: 2 }) }),
        fc.infiniteStream(fc.nat()),
        (world, layers, more, draws) => {
          const config = compiled(world)
          const shuffled = <T>(list: readonly T[]): T[] =>
            list
              .map((item) => ({ item, at: draws.next().value as number }))
              .sort((a, b) => a.at - b.at)
              .map(({ item }) => item)
          const before = mergeLayers(named(layers), config)
          const mixed = shuffled([...layers, ...layers.slice(0, 1)]).map((each) => ({
            allow: shuffled([...each.allow, ...each.allow.slice(0, 1)]),
            deny: shuffled(each.deny),
          }))
          const again = mergeLayers(named(mixed), config)
          expect(again.ok).toBe(before.ok)
          if (before.ok && again.ok) expect(again.boundary).toEqual(before.boundary)
          const narrower = mergeLayers(named([...layers, more]), config)
          if (!before.ok) expect(narrower.ok).toBe(false)
          if (before.ok && narrower.ok)
            for (const at of real) if (holds(narrower.boundary, at, config)) expect(holds(before.boundary, at, config)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('what surely contains a place may contain it, and both agree with the model', () => {
    fc.assert(
      fc.property(model, token, (world, text) => {
        const config = compiled(world)
        for (const at of real) {
          const sure = tokenContains(text, at, contain(config, at, 'high'), config)
          expect(sure).toBe(inModel(text, at, world))
          expect(tokenMayContain(text, at, contain(config, at, 'high'), config)).toBe(sure)
          const vague = { country: at.country, subdivision: null, point: null }
          if (sure) expect(tokenMayContain(text, vague, contain(config, vague, 'low'), config)).toBe(true)
        }
      }),
    )
  })
})
