// p03, walked over everything that an owner can ask: each procedure and route × what is another's × what does not exist. The
// two answer the same, to the letter; and nothing that is another's is in any answer, list, count, stream or export.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSchema, policySchema } from '@/server/core/config/schema'
import { decide } from '@/server/core/routing/decide'
import { type Ask, requestOf } from '@/server/core/what-if/ask'
import { handleRest } from './rest/handle'
import type { Route } from './rest/route'
import { routes } from './rest/routes'
import { publishConfig } from './services/config/publish'
import { revertConfig } from './services/config/revert'
import { latestRevision } from './services/config/revision'
import { saveDraft } from './services/drafts/save'
import { createSubcloud } from './services/subclouds/create'
import { deleteSubcloud } from './services/subclouds/delete'
import { apiKey } from './testing/api-key'
import { createTestControl, type TestControl, userOf } from './testing/control'
import { logDecision } from './testing/decisions'
import { nodeIdOf, putNode } from './testing/put-node'
import { ownerOfA, ownerOfB } from './testing/subclouds'
import { createCaller, type Meta } from './trpc/init'
import { appRouter } from './trpc/router'

/** What is somebody's: the other owner's, nobody's, or the caller's own. */
type Ids = { slug: string; node: string; decision: string; draft: string }
const missing: Ids = {
  slug: 'nobodys-cloud',
  node: nodeIdOf(77),
  decision: '01970000-0000-7000-8000-000000000077',
  draft: '01970000-0000-7000-8000-000000000078',
}
const own: Ids = { ...missing, slug: 'alpha-cloud', node: nodeIdOf(1) }
const foreign: Ids = { ...missing, slug: 'bravo-cloud', node: nodeIdOf(2) }
let secret: string

const jobOf = (subcloud: string): Ask => ({
  where: { kind: 'unknown' },
  model: 'llama',
  environment: 'mainnet',
  subcloud,
  geo: { prefer: [], only: null, deny: [], fallback: null },
  requirements: { minVramGb: null, gpu: null },
  affinityKey: null,
})

let test: TestControl
let revision: number
beforeAll(async () => {
  test = await createTestControl()
  const admin = test.as(userOf('admin'))
  const latest = await latestRevision(test.db.prisma)
  const closed = (slug: string, owner: string, node: string) => ({
    slug,
    name: `The cloud called ${slug}`,
    owner,
    policy: { boundary: { allow: ['zone:EU'] }, participation: { join: 'closed', assigned: [node] } },
  })
  const subclouds = [closed(own.slug, ownerOfA.email, own.node), closed(foreign.slug, ownerOfB.email, foreign.node)]
  const config = configSchema.parse({ ...latest.config, models: ['llama'], subclouds })
  ;({ revision } = await publishConfig({ ctx: admin, input: { config, baseRevision: latest.revision, comment: 'two owners' } }))
  for (const [n, ids] of [
    [1, own],
    [2, foreign],
  ] as const) {
    // Whoever serves one's Subcloud may have opted into the other's too.
    await putNode(test, n, { joins: [ids.slug, foreign.slug] })
    const snapshot = test.replica.snapshot()
    const asked = requestOf(jobOf(ids.slug), snapshot.config)
    if (!asked.ok) throw new Error(asked.problems.join())
    const decided = decide(snapshot, asked.request, { now: test.control.now(), seed: ids.slug })
    ids.decision = await logDecision(test, { subcloud: ids.slug, nodeId: ids.node, keyId: `key-of-${ids.slug}`, decided })
    const owner = ids === own ? ownerOfA : ownerOfB
    await test.db.prisma.user.create({ data: { id: owner.id, name: owner.name, email: owner.email, role: 'owner' } })
    const document = policySchema.parse({ prefer: ['zone:EU'] })
    const draft = { scope: `subcloud:${ids.slug}` as const, baseRevision: revision, version: null, document }
    ids.draft = (await saveDraft({ ctx: test.as(owner), input: draft })).id
    await test.db.pool.query(
      `INSERT INTO membership_events VALUES (gen_random_uuid(), now(), $1, $2, 'joined', 'assigned', 1, 'system', 'membership')`,
      [ids.slug, ids.node],
    )
  }
  secret = await apiKey(test, 'owner', own.slug)
})
afterAll(() => test.stop())

/** Nothing by which the other owner's things go may be in what this one is answered. */
function expectNothingForeign(answer: unknown): void {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
  for (const mark of [foreign.slug, foreign.node, foreign.decision, foreign.draft, ownerOfB.email, `key-of-${foreign.slug}`])
    expect(text).not.toContain(mark)
}

/** An answer with whose it was about, and when and under which request, taken out. */
function outline(answer: unknown, of: Ids): string {
  let text = typeof answer === 'string' ? answer : JSON.stringify(answer)
  for (const [name, id] of Object.entries(of)) text = text.replaceAll(id, `<${name}>`)
  return text.replaceAll(/"requestId":"[^"]*"|"(at|from|to|now|tookMs|refreshedAt|checkedAt)":\d+/g, '')
}

/** What to ask for, by whose it is. A procedure that an owner may ask and that takes an input has to be here. */
const inputs: Record<string, (of: Ids) => unknown> = {
  'config.read': () => ({}),
  'config.policyHistory': ({ slug }) => ({ slug }),
  'config.checkPolicy': ({ slug }) => ({ slug, policy: {} }),
  'config.diffPolicy': ({ slug }) => ({ slug, policy: {} }),
  'config.putPolicy': ({ slug }) => ({ slug, policy: {}, baseRevision: revision, comment: 'not mine' }),
  'decisions.list': ({ slug }) => ({ subcloud: slug }),
  'decisions.read': ({ decision }) => ({ id: decision }),
  'decisions.replay': ({ decision }) => ({ id: decision }),
  'decisions.askAgain': ({ decision }) => ({ id: decision }),
  'decisions.histogram': ({ slug }) => ({ subcloud: slug }),
  'drafts.list': ({ slug }) => ({ scope: `subcloud:${slug}` }),
  'drafts.get': ({ slug }) => ({ scope: `subcloud:${slug}` }),
  'drafts.read': ({ draft }) => ({ id: draft }),
  'drafts.save': ({ slug }) => ({ scope: `subcloud:${slug}`, baseRevision: revision, version: null, document: {} }),
  'drafts.discard': ({ slug }) => ({ scope: `subcloud:${slug}` }),
  'live.strip': ({ slug }) => ({ subcloud: slug }),
  'live.fleet': ({ slug }) => ({ subcloud: slug }),
  'live.spots': ({ slug }) => ({ subcloud: slug, grain: 'each' }),
  'live.decisions': ({ slug }) => ({ subcloud: slug, lastEventId: '00000000-0000-7000-8000-000000000000' }),
  'live.proof': ({ slug }) => ({ slug }),
  'live.simulation': ({ draft }) => ({ after: { draftId: draft } }),
  'nodes.list': ({ slug }) => ({ subcloud: slug }),
  'nodes.places': ({ slug }) => ({ subcloud: slug }),
  'nodes.read': ({ node }) => ({ id: node }),
  'nodes.history': ({ node }) => ({ id: node }),
  'nodes.candidacies': ({ node }) => ({ id: node }),
  'simulator.place': () => ({ point: [2.35, 48.86] }),
  'simulator.ask': ({ slug }) => ({
    ask: jobOf(slug),
    suppose: [],
    seed: 'walk',
  }),
  'stats.strip': ({ slug }) => ({ subcloud: slug }),
  'stats.traffic': ({ slug }) => ({ subcloud: slug }),
  'status.search': ({ slug }) => ({ q: slug }),
  'status.locate': () => ({ ip: '198.51.100.7' }),
  'subclouds.read': ({ slug }) => ({ slug }),
  'subclouds.proof': ({ slug }) => ({ slug }),
  'subclouds.weigh': ({ slug }) => ({ slug, policy: {} }),
  'subclouds.preview': ({ slug }) => ({ slug, policy: {}, origin: 'country:FR', model: 'llama' }),
  'subclouds.members': ({ slug }) => ({ slug }),
  'subclouds.memberEvents': ({ slug }) => ({ slug }),
  'subclouds.approve': ({ slug, node }) => ({ slug, nodeIds: [node] }),
  'subclouds.reject': ({ slug, node }) => ({ slug, nodeId: node }),
  'subclouds.removeMember': ({ slug, node }) => ({ slug, nodeId: node }),
  'subclouds.ban': ({ slug, node }) => ({ slug, nodeId: node }),
  'subclouds.liftBan': ({ slug, node }) => ({ slug, nodeId: node }),
  'subclouds.readmit': ({ slug, node }) => ({ slug, nodeId: node }),
  'zones.read': () => ({ code: 'EU' }),
}
/** The same ways in with a Subcloud of one's own and somebody else's node. */
const ownSlugForeignNode: Record<string, (of: Ids) => unknown> = {
  ...Object.fromEntries(
    ['approve', 'reject', 'removeMember', 'liftBan', 'readmit'].map((verb) => [
      `subclouds.${verb}`,
      ({ node }: Ids) => ({ slug: own.slug, ...(verb === 'approve' ? { nodeIds: [node] } : { nodeId: node }) }),
    ]),
  ),
  // What an assigned node would do for one's jobs tells what and where it is.
  ...Object.fromEntries(
    ['subclouds.weigh', 'subclouds.preview', 'config.checkPolicy', 'config.diffPolicy'].map((path) => [
      path,
      ({ node }: Ids) => ({
        ...(inputs[path]!(own) as object),
        policy: { boundary: { allow: ['zone:EU'] }, participation: { join: 'closed', assigned: [node] } },
      }),
    ]),
  ),
}

type Procedure = { _def: { meta?: Partial<Meta>; type: string; inputs: unknown[] } }
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).filter(
  ([, { _def }]) => _def.meta?.access === 'read' || _def.meta?.access === 'own',
)
const caller = createCaller(appRouter)

/** The value, the refusal, or a stream's first word. */
async function ask(path: string, input: unknown): Promise<unknown> {
  const leaves = new AbortController()
  const procedure = path
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], caller(test.as(ownerOfA), { signal: leaves.signal })) as (
    input?: unknown,
  ) => Promise<unknown>
  try {
    const value = await procedure(input)
    if (typeof value !== 'object' || value === null || !(Symbol.asyncIterator in value)) return value
    const words = (value as AsyncIterable<unknown>)[Symbol.asyncIterator]()
    try {
      return (await words.next()).value
    } finally {
      leaves.abort()
      await words.return?.()
    }
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    return { refused: code, message }
  }
}

describe('procedures', () => {
  it('each that takes an input says here what to ask for', () => {
    const asking = procedures.filter(([, { _def }]) => _def.inputs.length > 0).map(([path]) => path)
    expect(asking.filter((path) => !(path in inputs))).toEqual([])
  })

  it.each(procedures.filter(([path]) => path in inputs && path !== 'live.decisions').map(([path]) => path))(
    '%s: another’s is as good as missing',
    async (path) => {
      for (const make of [inputs[path]!, ownSlugForeignNode[path] ?? inputs[path]!]) {
        const [theirs, nobodys] = [await ask(path, make(foreign)), await ask(path, make(missing))]
        expect(outline(theirs, foreign)).toBe(outline(nobodys, missing))
        if (!path.startsWith('status.search')) expectNothingForeign(outline(theirs, foreign))
      }
    },
  )

  it.each(procedures.filter(([, { _def }]) => _def.type !== 'mutation').map(([path]) => path))(
    '%s: tells of what is one’s own and of nothing of the other’s',
    async (path) => {
      const answer = await ask(path, path in inputs ? inputs[path]!(own) : undefined)
      expect(answer).not.toHaveProperty('refused')
      expectNothingForeign(answer)
    },
    60_000,
  )

  it('lists hold one’s own, so that nothing foreign in them means something', async () => {
    for (const [path, mark] of [
      ['subclouds.list', own.slug],
      ['nodes.list', own.node],
      ['decisions.list', own.decision],
      ['drafts.list', own.draft],
      ['live.fleet', own.node],
      ['live.spots', own.node],
    ] as const)
      expect(JSON.stringify(await ask(path, {}))).toContain(mark)
  })

  it('counts count one’s own alone', async () => {
    const histogram = (await ask('decisions.histogram', {})) as { facets: { outcome: { value: string; count: number }[] } }
    expect(histogram.facets.outcome).toEqual([{ value: 'routed', count: 1 }])
    expect(await ask('nodes.list', {})).toMatchObject({ total: 1 })
    expect(await ask('nodes.places', {})).toMatchObject({ total: 1 })
  })

  it('a live tail of another’s Subcloud stays silent while its jobs run', async () => {
    const tail = (await caller(test.as(ownerOfA)).live.decisions({})) as AsyncIterable<unknown>
    const words = tail[Symbol.asyncIterator]()
    const next = words.next()
    await logDecision(test, { subcloud: foreign.slug, nodeId: foreign.node })
    const mine = await logDecision(test, { subcloud: own.slug, nodeId: own.node })
    const heard = JSON.stringify((await next).value)
    expect(heard).toContain(mine)
    expectNothingForeign(heard)
    await words.return?.()
  })
})

it('a slug that was another’s does not become one’s own with all that stands under it', async () => {
  const ctx = test.as(userOf('admin'))
  await deleteSubcloud({ ctx, input: { slug: foreign.slug } })
  const anew = { slug: foreign.slug, name: 'x', owner: ownerOfA.email, models: [] }
  await expect(createSubcloud({ ctx, input: anew })).rejects.toMatchObject({ code: 'in_use' })
  for (const path of ['decisions.list', 'nodes.list', 'drafts.list', 'subclouds.list']) expectNothingForeign(await ask(path, undefined))
  await revertConfig({ ctx, input: { to: revision, comment: 'back' } })
  expect(await ask('subclouds.memberEvents', { slug: foreign.slug })).toMatchObject({ refused: 'NOT_FOUND' })
})

describe('routes', () => {
  const walked = routes.filter(({ access }) => access === 'read' || access === 'own')
  const fill = (path: string, of: Ids) =>
    path
      .replace('{slug}', of.slug)
      .replace('{id}', path.startsWith('/nodes') ? of.node : of.decision)
      .replace('{code}', 'EU')
  /** What they can be narrowed to, where they can. */
  const query = (route: Route, of: Ids) =>
    /^\/(nodes|decisions)/.test(route.path) && !route.path.includes('{') ? `?subcloud=${of.slug}` : ''
  const send = async (route: Route, path: string) => {
    const body = route.body ? '{}' : undefined
    const leaves = new AbortController()
    const answer = await handleRest(
      new Request(`http://web.test/api/v1${path}`, {
        method: route.method,
        body,
        signal: leaves.signal,
        headers: { authorization: `Bearer ${secret}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      }),
      test.control,
    )
    if (answer.headers.get('content-type')?.includes('event-stream')) {
      leaves.abort()
      await answer.body?.cancel()
      return `${answer.status}`
    }
    return `${answer.status} ${await answer.text()}`
  }

  it.each(walked.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_name, route) => {
      const path = (of: Ids) => fill(route.path, of) + query(route, of)
      const theirs = await send(route, path(foreign))
      // What names nobody is the same question twice, and time may pass between the two.
      if (path(foreign) !== path(missing)) expect(outline(theirs, foreign)).toBe(outline(await send(route, path(missing)), missing))
      expectNothingForeign(outline(theirs, foreign))
      if (route.method === 'GET' && !route.path.includes('{id}')) expectNothingForeign(await send(route, fill(route.path, own)))
    },
    60_000,
  )
})
