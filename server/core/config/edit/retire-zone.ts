// A zone out of force, kept so that old log rows still have a name. Neighbour lists let go of it; policies, keys and zones below
// it do not, and are named.

import type { Config } from '../schema'
import { type Edited, edited, refuse } from './edited'

export function retireZone(config: Config, code: string): Edited {
  if (!config.zones.some((zone) => zone.code === code)) return refuse(`There is no zone ${code}.`)
  const zones = config.zones.map((zone) =>
    zone.code === code
      ? { ...zone, status: 'retired' as const, neighbours: [] }
      : { ...zone, neighbours: zone.neighbours.filter((each) => each !== code) },
  )
  return edited({ ...config, zones }, [code])
}
