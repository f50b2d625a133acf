import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSchema } from '@/server/core/config/schema'
import { createTestControl, type TestControl, userOf } from '../../testing/control'
import { putNode } from '../../testing/put-node'
import { ownerOfA, publishSubclouds } from '../../testing/subclouds'
import { diffDraft } from './diff'
import { publishConfig } from './publish'
import { latestRevision } from './revision'
import { weighOverrideInput } from './schemas'
import { weighOverride } from './weigh-override'

let test: TestControl
const ids: string[] = []
// Both stand in 203.0.113.0/24, say Germany, and two databases agree.
beforeAll(async () => {
  test = await createTestControl()
  await publishSubclouds(test)
  for (const n of [1, 2]) ids.push(await putNode(test, n))
})
afterAll(() => test.stop())

const weigh = (cidr: string, place: unknown) =>
  weighOverride({ ctx: test.as(userOf('admin')), input: weighOverrideInput.parse({ cidr, place }) })

describe('an override is weighed', () => {
  it('against the nodes that fall in it, and what it would make of them', async () => {
    const effect = await weigh('203.0.120.0/20', 'country:US')
    expect(effect).toMatchObject({ cidr: '203.0.112.0/20', nodes: { inside: 2, moved: 2, undecided: 0 } })
    expect(effect.nodes.items).toEqual(
      ids.map((id, i) => ({
        id,
        operator: `operator-${i + 1}`,
        from: { country: 'DE', zone: 'EU', trust: 'consistent' },
        to: { country: null, zone: null, trust: 'contradicted' },
      })),
    )
  })

  it('as moving none where it says what is known, or lies elsewhere', async () => {
    expect((await weigh('203.0.113.0/24', 'country:DE')).nodes).toMatchObject({
      inside: 2,
      moved: 0,
      items: [{ to: { country: 'DE', trust: 'consistent' } }, {}],
    })
    expect((await weigh('198.51.100.0/24', 'country:US')).nodes).toEqual({ inside: 0, moved: 0, undecided: 0, items: [] })
  })

  it('counts, and does not guess, the nodes of a block that it cuts through', async () => {
    expect((await weigh('203.0.113.0/28', 'country:US')).nodes).toEqual({ inside: 0, moved: 0, undecided: 2, items: [] })
  })

  it('by where addresses across it are taken to be', async () => {
    expect((await weigh('203.0.113.0/30', 'country:US')).addresses).toEqual({
      sampled: 4,
      isWhole: true,
      groups: [
        {
          from: { country: null, zone: null, source: 'none' },
          to: { country: 'US', zone: 'NA', source: 'override' },
          addresses: 4,
        },
      ],
    })
  })

  it('in the review of a draft as well: the nodes that it relabels and takes out of boundaries', async () => {
    const { config, revision } = await latestRevision(test.db.prisma)
    const draft = configSchema.parse({ ...config, overrides: [{ cidr: '203.0.113.0/24', place: 'country:US' }] })
    const diff = await diffDraft({ ctx: test.as(userOf('admin')), input: { config: draft } })
    expect(diff.nodeCounts).toEqual({ relabelled: 2, entering: 0, leaving: 2 })
    await publishConfig({ ctx: test.as(userOf('admin')), input: { config: draft, baseRevision: revision, comment: 'they are in America' } })
    await test.replica.refresh()
    const without = await weigh('203.0.113.0/24', null)
    expect(without.addresses.groups[0]).toMatchObject({ from: { country: 'US' }, to: { country: null, source: 'none' } })
  })

  it('for admins, with a place that an address can be in', async () => {
    const input = { cidr: '203.0.113.0/24', place: null }
    await expect(weighOverride({ ctx: test.as(ownerOfA), input })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(weigh('203.0.113.0/24', 'zone:EU')).rejects.toMatchObject({ code: 'invalid_request' })
    expect(weighOverrideInput.safeParse({ cidr: '203.0.113.0', place: null }).success).toBe(false)
  })
})
