// Only what changed, and all of it: every leaf of a configuration that has every field of the schema is changed in turn,
// and the diff must name that field alone. A field added to the schema fails here until the sample below has it.

import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { changesBetween, type EntityChange } from './changes'
import { diffConfigs } from './diff'
import { normaliseConfig } from './normalise'
import { type Config, configSchema } from './schema'

const ring = [
  [5, 45],
  [9, 45],
  [9, 49],
  [5, 45],
]
const nodes = [`0x${'a'.repeat(40)}`, `0x${'b'.repeat(40)}`]
const sample: Config = normaliseConfig(
  configSchema.parse({
    zones: [
      {
        code: 'EU',
        name: 'Europe',
        parent: 'NA',
        countries: ['DE', 'FR'],
        subdivisions: ['RU-LEN'],
        polygons: { type: 'MultiPolygon', coordinates: [[ring]] },
        anchors: [{ lng: 8, lat: 50 }],
        bias: 5,
        priority: 2,
        neighbours: ['NA', 'SA'],
        status: 'deprecated',
        color: 'amber',
        replaces: ['OLD'],
      },
      { code: 'NA', name: 'North', countries: ['US'], status: 'draft' },
    ],
    jurisdictions: [
      { code: 'EU27', name: 'Union', countries: ['DE'], subdivisions: ['ES-CN'], source: 'a page', reviewedAt: '2026-01-01' },
    ],
    subclouds: [
      {
        slug: 'law',
        name: 'Law',
        owner: 'a@example.org',
        models: ['m'],
        policy: {
          boundary: { allow: ['country:DE'], deny: ['country:FR'] },
          prefer: ['zone:EU', 'zone:NA'],
          fallback: 'adjacent',
          minTrust: 'verified',
          originAllow: ['country:DE'],
          originDeny: ['country:FR'],
          onUnknownOrigin: 'allow',
          isolate: true,
          spillBudgetPct: 5,
          participation: {
            join: 'closed',
            criteria: {
              zones: ['EU'],
              countries: ['DE'],
              minTrust: 'verified',
              models: ['m'],
              gpu: ['g'],
              minVramGb: 24,
              minUptimePct: 99,
            },
            bans: [nodes[0]],
            assigned: [nodes[1]],
            approved: [nodes[1]],
          },
          tests: [
            { name: 'a test', origin: 'country:DE', model: 'm', expect: 'EU' },
            { origin: { country: 'DE', subdivision: 'DE-BE', point: { lng: 13, lat: 52 } }, model: 'm', expect: 'refused' },
          ],
        },
      },
    ],
    models: ['m', 'n'],
    gate: { canarySteps: [5, 50] },
    overrides: [
      { cidr: '10.0.0.0/8', place: 'country:DE', note: 'office' },
      { cidr: '11.0.0.0/8', place: { country: 'DE', subdivision: 'DE-BE', lng: 13, lat: 52 } },
    ],
    platform: { boundary: { allow: ['zone:EU'], deny: ['country:FR'] }, nearestZone: false, panic: true },
  }),
)

type Path = (string | number)[]
type Leaf = { path: Path; value: unknown }

function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOf(item, [...path, i]))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
  return [{ path, value }]
}

const replacements: Record<string, unknown> = {
  code: 'OTHER',
  parent: 'SA',
  polygons: { type: 'MultiPolygon', coordinates: [[ring]] },
  slug: 'other',
  owner: 'b@example.org',
  cidr: '12.0.0.0/8',
  reviewedAt: '2026-02-02',
  status: 'published',
  color: 'green',
  fallback: 'none',
  minTrust: 'consistent',
  onUnknownOrigin: 'deny',
  join: 'open',
  country: 'ES',
  subdivision: 'DE-BY',
  place: 'country:ES',
  origin: 'country:ES',
  expect: 'NA',
  zones: 'NA',
  countries: 'ES',
  subdivisions: 'CL-MA',
  neighbours: 'ME',
  replaces: 'OLDER',
  bans: `0x${'c'.repeat(40)}`,
  assigned: `0x${'d'.repeat(40)}`,
  approved: `0x${'e'.repeat(40)}`,
  allow: 'country:ES',
  deny: 'country:IT',
  prefer: 'zone:SA',
  originAllow: 'country:ES',
  originDeny: 'country:IT',
}

/** Another value that the schema takes. */
function other({ path, value }: Leaf): unknown {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  const field = path.findLast((part) => typeof part === 'string') as string
  return replacements[field] ?? `${value ?? ''}x`
}

function changed(leaf: Leaf): Config {
  const copy = structuredClone(sample) as unknown as Record<string | number, unknown>
  const holder = leaf.path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>((at, part) => at[part] as Record<string | number, unknown>, copy)
  holder[leaf.path.at(-1)!] = other(leaf)
  return normaliseConfig(configSchema.parse(copy))
}

/** Where a change is, in the words of paths into the sample. */
function placeOf({ entity, id }: EntityChange): string {
  const lists = { zone: 'zones', jurisdiction: 'jurisdictions', subcloud: 'subclouds', override: 'overrides' } as const
  if (entity === 'models') return ''
  if (entity === 'gate' || entity === 'routing' || entity === 'platform') return `${entity}.`
  const index = (sample[lists[entity]] as readonly Record<string, unknown>[]).findIndex((item) =>
    [item.code, item.slug, item.cidr].includes(id),
  )
  return `${lists[entity]}[${index}].`
}

const text = (path: Path) =>
  path.reduce<string>((all, part) => (typeof part === 'number' ? `${all}[${part}]` : all === '' ? part : `${all}.${part}`), '')
const keys: ReadonlySet<unknown> = new Set(['code', 'slug', 'cidr'])
// The type of a shape has one value only.
const leaves = leavesOf(sample).filter(({ path }) => path.at(-1) !== 'type')
const closing = (path: Path) => path.includes('coordinates') && (path.at(-2) === 0 || path.at(-2) === ring.length - 1)

describe('the changes between two configurations', () => {
  it.each(leaves.filter(({ path }) => !keys.has(path.at(-1)) && !closing(path)).map((leaf) => [text(leaf.path), leaf] as const))(
    'of %s are that and nothing else',
    (path, leaf) => {
      const changes = changesBetween(sample, changed(leaf))
      expect(changes).toHaveLength(1)
      const [change] = changes
      expect(change!.fields).toHaveLength(1)
      const named = placeOf(change!) + change!.fields[0]!.path
      expect(path === named || path.startsWith(`${named}.`) || path.startsWith(`${named}[`)).toBe(true)
    },
  )

  it.each(leaves.filter(({ path }) => keys.has(path.at(-1))).map((leaf) => [text(leaf.path), leaf] as const))(
    'of %s are one that goes and one that comes',
    (_path, leaf) => {
      expect(changesBetween(sample, changed(leaf)).map(({ id, change }) => [id, change])).toEqual([
        [leaf.value, 'removed'],
        [other(leaf), 'added'],
      ])
    },
  )

  it('are none between equal ones, and exactly none when the diff says the same', () => {
    expect(changesBetween(sample, structuredClone(sample))).toEqual([])
    expect(diffConfigs(sample, structuredClone(sample)).same).toBe(true)
    for (const leaf of leaves.filter(({ path }) => !closing(path))) expect(diffConfigs(sample, changed(leaf)).same).toBe(false)
  })

  it('name lists that are only put in another order', () => {
    const turned = { ...sample, zones: [...sample.zones].reverse(), models: [...sample.models].reverse() }
    expect(changesBetween(sample, turned).map(({ entity, id, fields }) => [entity, id, fields])).toEqual([
      ['zone', '*', [{ path: 'order', kind: 'order', from: ['EU', 'NA'], to: ['NA', 'EU'] }]],
      ['models', '', [{ path: 'models', kind: 'order', from: ['m', 'n'], to: ['n', 'm'] }]],
    ])
  })

  it('say of a shape how much area came and went', () => {
    const [change] = changesBetween(sample, changed({ path: ['zones', 0, 'polygons', 'coordinates', 0, 0, 1, 0], value: 9 }))
    expect(change!.fields[0]).toMatchObject({
      path: 'polygons',
      kind: 'shape',
      from: { polygons: 1, vertices: 4 },
      to: { vertices: 4 },
      lostKm2: 0,
    })
    expect(change!.fields[0]).toHaveProperty('gainedKm2', expect.any(Number))
  })

  it('are tried on every field of the schema', () => {
    const covered = new Set(leavesOf(sample).map(({ path }) => text(path).replace(/\[\d+\]/g, '[]')))
    const missing = [...new Set(fieldsOf(configSchema, ''))].filter(
      (field) => ![...covered].some((leaf) => leaf === field || leaf.startsWith(field)),
    )
    expect(missing).toEqual([])
  })
})

/** The path of every field that the schema knows, `[]` for any position. */
function fieldsOf(schema: z.core.$ZodType, path: string): string[] {
  const def = schema._zod.def as unknown as {
    type: string
    innerType?: z.core.$ZodType
    element?: z.core.$ZodType
    in?: z.core.$ZodType
    options?: z.core.$ZodType[]
    shape?: Record<string, z.core.$ZodType>
  }
  if (def.shape) return Object.entries(def.shape).flatMap(([key, inner]) => fieldsOf(inner, path === '' ? key : `${path}.${key}`))
  if (def.element) return fieldsOf(def.element, `${path}[]`)
  if (def.options) return def.options.flatMap((option) => fieldsOf(option, path))
  const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined)
  return inner ? fieldsOf(inner, path) : [path]
}
