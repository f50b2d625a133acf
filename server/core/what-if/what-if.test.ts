import { describe, expect, it } from 'vitest'
import { decide } from '../routing/decide'
import { at, configWith, gateAll, model, node, nodeIdOf } from '../testing/world'
import type { Evidence } from '../trust/types'
import { type Ask, requestAgain, requestOf } from './ask'
import { differences, outlineOf } from './difference'
import { supposedOrigin } from './origin'
import { packNodes, unpackNodes } from './pack'
import { type Supposition, supposeGate, supposeNodes } from './suppose'
import { parseSupposition, supposeText } from './suppose-text'
import { inNoZone, refusedThere, sweepSteps } from './sweep'
import { judgeScene, type SeenNode, supposeWorld } from './world'

const config = configWith()
const gate = gateAll(config, 'on')
const evidence = (country: string): Evidence => ({
  claim: { tag: `country:${country}`, gps: null, moving: null },
  address: {
    databases: [
      { source: 'a', country },
      { source: 'b', country },
    ],
    override: null,
    class: null,
    observedAt: at - 5_000,
  },
  lastConsistentAt: at - 60_000,
  lastVerifiedAt: null,
})
const seen = (n: number, country: string, more: Partial<SeenNode> = {}): SeenNode => {
  const { geo: _, ...rest } = node(config, n, { country })
  return { ...rest, evidence: evidence(country), ...more }
}
const ask: Ask = {
  where: { kind: 'place', place: { country: 'FR', subdivision: null, point: [2.35, 48.86] }, confidence: 'high' },
  model,
  environment: 'mainnet',
  subcloud: null,
  geo: { prefer: [], only: null, deny: [], fallback: null },
  requirements: { minVramGb: null, gpu: null },
  affinityKey: null,
}
const nodes = [seen(1, 'DE'), seen(2, 'DE'), seen(3, 'US'), seen(4, 'SG')]
const scene = { at, nodes, gate }
const decideUnder = (supposed: readonly Supposition[], asked = ask, under = config) => {
  const read = requestOf(asked, under)
  if (!read.ok) throw new Error(read.problems.join(' '))
  return decide(supposeWorld(judgeScene(scene, under), scene, supposed, under), read.request, { now: at, seed: 's' })
}

describe('suppositions', () => {
  it('change the answer, and nothing that was there', () => {
    const first = decideUnder([]).nodeId!
    const other = [nodeIdOf(1), nodeIdOf(2)].find((id) => id !== first)
    expect(decideUnder([{ kind: 'drain', node: first }]).nodeId).toBe(other)
    expect(decideUnder([{ kind: 'down', zone: 'EU' }])).toMatchObject({ outcome: 'routed', fallback: true })
    expect(decideUnder([{ kind: 'down', zone: null }])).toMatchObject({ outcome: 'refused', refusal: { code: 'geo_no_eligible_node' } })
    expect(decideUnder([{ kind: 'slots', zone: null, pct: -100 }])).toMatchObject({ refusal: { code: 'geo_zone_saturated' } })
    expect(decideUnder([{ kind: 'gate', zone: 'EU', state: 'off' }])).toMatchObject({ gate: 'off', geoApplied: false })
    expect(decideUnder([]).nodeId).toBe(first)
  })

  it('a share takes as many nodes as it says, the same ones and more when it grows', () => {
    const many = Array.from({ length: 40 }, (_, i) => node(config, i, { country: i % 4 === 0 ? 'US' : 'DE' }))
    const off = (pct: number) => {
      const after = supposeNodes(many, [{ kind: 'nodes', zone: 'EU', pct }], config, at)
      return after.filter(({ liveUntil }) => liveUntil < at).map(({ id }) => id)
    }
    expect([off(0).length, off(-50).length, off(-100).length]).toEqual([0, 15, 30])
    expect(off(-100)).toEqual(expect.arrayContaining(off(-50)))
    expect(many.every(({ liveUntil }) => liveUntil >= at)).toBe(true)
  })

  it('are offline in panic too, since panic only stretches what was there', () => {
    const panic = configWith(({ platform }) => ({ platform: { ...platform, panic: true } }))
    expect(decideUnder([{ kind: 'down', zone: null }], ask, panic).outcome).toBe('refused')
  })

  it('a zone’s gate is its top zone’s', () => {
    expect(supposeGate(gate, [{ kind: 'gate', zone: 'NA', state: 'canary' }], config).zones).toMatchObject({
      NA: { state: 'canary', canaryPct: 5 },
      EU: { state: 'on' },
    })
  })

  it('stand in a link as text, and what is none is none', () => {
    const all: Supposition[] = [
      { kind: 'drain', node: nodeIdOf(1) },
      { kind: 'down', zone: 'EU-W' },
      { kind: 'nodes', zone: 'NA', pct: -50 },
      { kind: 'slots', zone: null, pct: 200 },
      { kind: 'gate', zone: null, state: 'shadow' },
    ]
    expect(all.map(supposeText).map(parseSupposition)).toEqual(all)
    const bad = [
      '',
      'drain:x',
      'drain',
      'down:',
      'down:eu',
      'nodes:NA:50',
      'slots:NA:301',
      'slots:NA:x',
      'gate:*:open',
      'gate:*:on:x',
      'up:NA',
    ]
    expect(bad.map(parseSupposition)).toEqual(bad.map(() => null))
  })
})

describe('the fleet on its way to a browser', () => {
  it('comes out as it went in, but for what a browser is not told', () => {
    const gps = { point: [8.7, 50.1] as const, accuracyM: 30, country: 'DE', nearBorder: false }
    const odd = seen(5, 'DE', { endpoint: 'https://10.0.0.1', quarantinedUntil: at + 5, joins: ['a'] })
    const claim = { tag: null, gps, moving: { ...gps, country: null, nearBorder: true, fixes: 2, countedAt: at - 9 } }
    const sent = [...nodes, { ...odd, evidence: { ...odd.evidence, claim, lastVerifiedAt: at - 7 } }]
    const text = packNodes(sent, at)
    expect(text).not.toContain('10.0.0.1')
    expect(unpackNodes(text)).toEqual(sent.map((one) => ({ ...one, endpoint: null })))
    expect(unpackNodes(packNodes([], at))).toEqual([])
  })

  it('is judged there as it is here, under whatever configuration', () => {
    const judged = judgeScene(scene, config)
    expect(judged.map(({ geo }) => [geo.containment.label, geo.verdict.level])).toEqual([
      ['EU', 'consistent'],
      ['EU', 'consistent'],
      ['NA', 'consistent'],
      ['SEA', 'consistent'],
    ])
    const moved = configWith(({ zones }) => ({
      zones: zones.map((zone) => (zone.code === 'EU' ? { ...zone, countries: zone.countries.filter((one) => one !== 'DE') } : zone)),
    }))
    expect(judgeScene(scene, moved)[0]!.geo.containment.label).toBeNull()
  })
})

describe('a question', () => {
  it('is refused with what to write instead, and never asked without what it names', () => {
    expect(requestOf({ ...ask, subcloud: 'gone', geo: { ...ask.geo, only: ['SA'], deny: ['zone:XX'] } }, config)).toEqual({
      ok: false,
      problems: [expect.stringContaining('zone:SA'), 'There is no zone XX.', 'There is no Subcloud gone in this configuration.'],
    })
  })

  it('may come from a zone, from a place in none, or from nowhere', () => {
    expect(supposedOrigin({ kind: 'area', token: 'zone:NA' }, config).containment.label).toBe('NA')
    expect(supposedOrigin({ kind: 'area', token: 'jurisdiction:EU27' }, config).containment).toMatchObject({
      label: null,
      jurisdictions: ['EU27'],
    })
    expect(supposedOrigin({ kind: 'area', token: 'zone:XX' }, config).containment.label).toBeNull()
    expect(supposedOrigin({ kind: 'unknown' }, config)).toMatchObject({ country: null, source: 'none', address: null })
    const cairns = supposedOrigin(
      { kind: 'place', place: { country: 'AU', subdivision: null, point: [145.77, -16.92] }, confidence: 'high' },
      config,
    )
    expect(cairns).toMatchObject({ containment: { label: null }, nearest: 'SEA', cell: [145.75, -16.75] })
  })

  it('of a logged job asks the same again, its origin found anew', () => {
    const decision = decideUnder([])
    const again = requestAgain(decision.trace, config)
    const world = supposeWorld(judgeScene(scene, config), scene, [], config)
    expect(decide(world, again, { now: at, seed: 's' })).toEqual(decision)
    const without = configWith(({ zones }) => ({ zones: zones.filter(({ code }) => code !== 'EU') }))
    expect(requestAgain(decision.trace, without).origin).toMatchObject({ country: 'FR', containment: { label: null } })
  })

  it('says what differs, and nothing where nothing does', () => {
    const [a, b] = [decideUnder([]), decideUnder([{ kind: 'down', zone: 'EU' }])]
    expect(differences(outlineOf(a), outlineOf(a))).toEqual([])
    expect(differences(outlineOf(a), outlineOf(b)).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['servedZone', 'nodeId', 'rung']),
    )
  })
})

describe('a sweep', () => {
  it('answers for each origin what a single question answers', () => {
    const grid = [
      [2.25, 48.75, 'FR'],
      [-77.25, 38.75, 'US'],
      [103.75, 1.25, 'SG'],
      [139.75, 35.75, 'JP'],
    ] as const
    const read = requestOf({ ...ask, geo: { ...ask.geo, deny: ['zone:NA'] } }, config)
    if (!read.ok) throw new Error('asked wrongly')
    const world = supposeWorld(judgeScene(scene, config), scene, [{ kind: 'down', zone: 'SEA' }], config)
    const steps = sweepSteps(world, read.request, grid, { now: at, seed: 's' })
    const { value } = steps.next()
    if (typeof value === 'number') throw new Error('four origins are one step')
    const asked = grid.map(([lng, lat, country], i) => {
      const where = { kind: 'place', place: { country, subdivision: null, point: [lng, lat] }, confidence: 'high' } as const
      return decide(world, { ...read.request, origin: supposedOrigin(where, config) }, { now: at, seed: `s ${i}` })
    })
    expect([...value.served].map((i) => value.zones[i] ?? null)).toEqual(asked.map(({ servedZone }) => servedZone))
    expect([...value.km].map((one) => Math.round(one))).toEqual(asked.map(({ distanceKm }) => Math.round(distanceKm ?? Number.NaN)))
  })

  it('tells a refusal from being served outside any zone, and stops between steps', () => {
    const read = requestOf(ask, config)
    if (!read.ok) throw new Error('asked wrongly')
    const grid = Array.from({ length: 450 }, (_, i) => [i / 10, 10, 'NG'] as const)
    const none = supposeWorld([], scene, [], config)
    const steps = sweepSteps(none, read.request, grid, { now: at, seed: 's' })
    expect([steps.next().value, steps.next().value]).toEqual([200, 400])
    const { value } = steps.next()
    expect(typeof value === 'object' && new Set(value.served)).toEqual(new Set([refusedThere]))
    const japan = supposeWorld(judgeScene({ ...scene, nodes: [seen(9, 'JP')] }, config), scene, [], config)
    const last = sweepSteps(japan, read.request, grid.slice(0, 1), { now: at, seed: 's' }).next().value
    expect(typeof last === 'object' && [...last.served]).toEqual([inNoZone])
  })
})
