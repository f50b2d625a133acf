// A zone under another code. Everything that refers to it follows, and the old code stays known through `replaces`.

import type { Config } from '../schema'
import { codeTaken, type Edited, edited, refuse } from './edited'
import { mapTokens } from './map-tokens'

export function renameZone(config: Config, from: string, to: string): Edited {
  const zone = config.zones.find((each) => each.code === from)
  if (!zone) return refuse(`There is no zone ${from}.`)
  if (from === to) return edited(config, [])
  // Back to a name it once had is no collision.
  const taken = zone.replaces.includes(to) ? null : codeTaken(to, config.zones)
  if (taken) return refuse(taken)
  const followed = mapTokens(config, (tokens) => tokens.map((token) => (token === `zone:${from}` ? (`zone:${to}` as const) : token)))
  const zones = followed.zones.map((each) =>
    each.code === from ? { ...each, code: to, replaces: [...each.replaces.filter((code) => code !== to), from] } : each,
  )
  return edited({ ...followed, zones }, [from])
}
