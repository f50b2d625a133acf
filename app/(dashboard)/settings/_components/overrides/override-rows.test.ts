import { expect, it } from 'vitest'
import { overrideRows } from './override-rows'

it('lists what is drafted and what would go, by address', () => {
  const one = (cidr: string, place = 'country:DE' as const) => ({ cidr, place })
  const published = [one('2001:db8::/32'), one('198.51.100.0/24'), one('10.0.0.0/8')]
  const drafted = [one('10.1.0.0/16'), { ...one('198.51.100.0/24'), note: 'moved' }, one('10.0.0.0/8')]
  expect(overrideRows(drafted, published).map(({ override, state }) => [override.cidr, state])).toEqual([
    ['10.0.0.0/8', 'published'],
    ['10.1.0.0/16', 'new'],
    ['198.51.100.0/24', 'changed'],
    ['2001:db8::/32', 'removed'],
  ])
})
