import { afterAll, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { type Config, configSchema } from '@/server/core/config/schema'
import { answerAsk } from './ask'
import { createExaminer } from './examiner'
import { isLarge } from './is-large'

const examiner = createExaminer()
afterAll(() => examiner.stop())

const base = { revision: 1, config: configSchema.parse(defaultConfig()) }

/** With drawn zones of 20,000 vertices. */
function drawn(): Config {
  const circle = (n: number) =>
    Array.from({ length: 201 }, (_, i): [number, number] => {
      const angle = (2 * Math.PI * (i % 200)) / 200
      return [-170 + 3 * n + Math.cos(angle), 50 + Math.sin(angle)]
    })
  const zones = Array.from({ length: 100 }, (_, n) => ({
    ...base.config.zones[0]!,
    code: `DRAWN-${n}`,
    countries: [],
    subdivisions: [],
    neighbours: [],
    polygons: { type: 'MultiPolygon' as const, coordinates: [[circle(n)]] },
  }))
  return { ...base.config, zones: [...base.config.zones, ...zones] }
}

const submitted = drawn()
const keys = [{ name: 'k', geo: { only: ['zone:EU' as const] } }]
const broken = { ...submitted, zones: submitted.zones.map((zone, i) => (i === 7 ? { ...zone, parent: zone.code } : zone)) }

it.each([
  ['findings', { what: 'findings', submitted: broken, keys }],
  ['the text', { what: 'text', submitted, keys }],
  ['no text of what has errors', { what: 'text', submitted: broken, keys }],
  ['the difference', { what: 'diff', submitted, keys, origins: [] }],
] as const)('answers %s from another thread as it would here', async (_, ask) => {
  expect(isLarge(ask.submitted)).toBe(true)
  expect(await examiner.ask(ask, base)).toEqual(answerAsk(ask, base))
})

it('holds each against the revision that it is given', async () => {
  const other = { revision: 2, config: { ...base.config, zones: base.config.zones.filter(({ code }) => code !== 'EU') } }
  const ask = { what: 'diff', submitted, keys: [], origins: [] } as const
  const added = async (against: typeof base) => (await examiner.ask(ask, against)).config?.diff.zones.added.includes('EU')
  expect(await Promise.all([added(base), added(other), added(base)])).toEqual([false, true, false])
})

it('leaves this thread to others meanwhile', async () => {
  let turns = 0
  const turn = () => {
    turns++
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  await examiner.ask({ what: 'findings', submitted, keys }, base)
  clearImmediate(next)
  expect(turns).toBeGreaterThan(10)
})

it('fails what was asked of a thread that is gone, and starts another', async () => {
  const ask = { what: 'findings', submitted, keys } as const
  const lost = examiner.ask(ask, base)
  await examiner.stop()
  await expect(lost).rejects.toThrow('ended')
  expect(await examiner.ask(ask, base)).toEqual(answerAsk(ask, base))
})
