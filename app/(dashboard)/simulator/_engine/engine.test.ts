import { describe, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { decide } from '@/server/core/routing/decide'
import { at, configWith, gateAll, model, node, nodeIdOf } from '@/server/core/testing/world'
import { type Ask, requestOf } from '@/server/core/what-if/ask'
import { packNodes } from '@/server/core/what-if/pack'
import { judgeScene, type SeenNode, supposeWorld } from '@/server/core/what-if/world'
import { Engine } from './engine'
import { gridOf } from './grid'

const config = configWith()
const gate = gateAll(config, 'on')
const seen = (n: number, country: string): SeenNode => {
  const { geo: _, ...rest } = node(config, n, { country })
  const address = {
    databases: [
      { source: 'a', country },
      { source: 'b', country },
    ],
    override: null,
    class: null,
    observedAt: at,
  }
  return {
    ...rest,
    evidence: { claim: { tag: `country:${country}`, gps: null, moving: null }, address, lastConsistentAt: null, lastVerifiedAt: null },
  }
}
const ask: Ask = {
  where: { kind: 'place', place: { country: 'DE', subdivision: null, point: [13.4, 52.5] }, confidence: 'high' },
  model,
  environment: 'mainnet',
  subcloud: null,
  geo: { prefer: [], only: null, deny: [], fallback: null },
  requirements: { minVramGb: null, gpu: null },
  affinityKey: null,
}
const acme = { slug: 'acme', name: 'Acme', owner: 'a@example.com' }
const document = { ...defaultConfig(), models: [model], subclouds: [acme] }
const page = (nodes: readonly SeenNode[]) => ({
  at,
  pageNodes: nodes.length,
  total: 2,
  nextCursor: null,
  gate,
  packed: packNodes(nodes, at),
})
const engineWith = (policy: unknown = null) => {
  const engine = new Engine()
  const own = policy === null ? null : { slug: 'acme', document: policy }
  engine.takeFleet(page([seen(1, 'DE')]), true)
  engine.takeFleet(page([seen(2, 'US')]), false)
  expect(engine.takeConfig({ key: 'a', revision: 1, config: document, policy: own })).toEqual({ ok: true })
  return engine
}
const question = (more: Partial<Ask> = {}) => ({ config: 'a', ask: { ...ask, ...more }, suppose: [], seed: 's' })

describe('the engine', () => {
  it('answers what the core decides, and shows an admin all but the cell', () => {
    const scene = { at, gate, nodes: [seen(1, 'DE'), seen(2, 'US')] }
    const read = requestOf(ask, config)
    if (!read.ok) throw new Error('asked wrongly')
    const decision = decide(supposeWorld(judgeScene(scene, config), scene, [], config), read.request, { now: at, seed: 's' })
    const result = engineWith().ask(question())
    expect(result).toMatchObject({
      ok: true,
      answer: { at, decision: { nodeId: decision.nodeId, servedZone: 'EU', reasons: decision.reasons } },
    })
    expect(JSON.stringify(result)).not.toContain('13.25')
  })

  it('tries a policy that is being written, and says what is wrong with one', () => {
    const engine = engineWith({ boundary: { allow: ['zone:NA'] } })
    expect(engine.ask(question({ subcloud: 'acme' }))).toMatchObject({ answer: { decision: { servedZone: 'NA' } } })
    const bad = { slug: 'acme', document: { boundary: { allow: ['NA'] } } }
    expect(engine.takeConfig({ key: 'b', revision: 1, config: document, policy: bad })).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^boundary\.allow\[0\]: /)],
    })
    expect(engine.takeConfig({ key: 'b', revision: 1, config: { zones: 'none' }, policy: null })).toMatchObject({ ok: false })
    expect(engine.ask({ ...question(), config: 'b' })).toMatchObject({ ok: false })
  })

  it('says what a refusal would take', () => {
    const engine = engineWith()
    const only = { ...ask.geo, only: ['country:FR'] }
    expect(engine.ask(question({ geo: only }))).toMatchObject({ answer: { decision: { outcome: 'refused' } } })
    expect(engine.take(question({ geo: only }))[0]?.sentence).toMatch(/FR/)
    expect(engine.take(question())).toEqual([])
  })

  it('says why a node was not it', () => {
    const engine = engineWith()
    expect(engine.why(question(), nodeIdOf(2))).toMatchObject({ because: 'later_rung', winner: { nodeId: nodeIdOf(1) } })
    expect(engine.why({ ...question(), config: 'none' }, nodeIdOf(2))).toBeNull()
  })

  it('sees a fleet that is loaded anew', () => {
    const engine = engineWith()
    expect(engine.ask(question())).toMatchObject({ answer: { decision: { servedZone: 'EU' } } })
    engine.takeFleet(page([seen(2, 'US')]), true)
    expect(engine.ask(question())).toMatchObject({ answer: { decision: { servedZone: 'NA' } } })
  })

  it('sweeps the grid', () => {
    const grid = gridOf({ DE: [13.25, 52.25], US: [-77.25, 38.75, -87.25, 41.75] })
    expect(grid).toEqual([
      [13.25, 52.25, 'DE'],
      [-77.25, 38.75, 'US'],
      [-87.25, 41.75, 'US'],
    ])
    const steps = engineWith().sweep(question(), grid)
    if ('ok' in steps) throw new Error('asked wrongly')
    const { value } = steps.next()
    expect(typeof value === 'object' && [...value.served].map((i) => value.zones[i])).toEqual(['EU', 'NA', 'NA'])
    expect(engineWith().sweep({ ...question(), config: 'none' }, grid)).toMatchObject({ ok: false })
  })
})
