import type { KnownAddress } from '../../demo/addresses'
import type { Random } from '../../demo/random'
import { cities } from '../world-cities'
import { models, slugs } from '../world-config'
import { subcloudShare } from '../world-requests'

/** Bodies of POST /route as a gateway sends them: half under a Subcloud's policy, clients at addresses of the cities' countries. */
export function jobBodies(
  count: number,
  known: ReadonlyMap<string, readonly KnownAddress[]>,
  random: Random,
): { model: string; client: { ip: string } }[] {
  return Array.from({ length: count }, () => {
    const { country } = random.weighted(cities, ({ weight, country }) => (known.has(country) ? weight : 0))
    return {
      model: random.pick(models),
      ...(random.next() < subcloudShare ? { subcloud: random.pick(slugs) } : {}),
      client: { ip: random.pick(known.get(country)!).address },
    }
  })
}
