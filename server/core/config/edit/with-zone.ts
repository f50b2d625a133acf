// Small steps on one zone of a document, leaving everything else the very same object.

import { type Config, type Zone, zoneSchema } from '../schema'

export function withZone(config: Config, code: string, change: (zone: Zone) => Zone): Config {
  const at = config.zones.findIndex((zone) => zone.code === code)
  const zone = config.zones[at]
  if (!zone) return config
  const next = change(zone)
  return next === zone ? config : { ...config, zones: config.zones.with(at, next) }
}

export function addZone(config: Config, zone: Partial<Zone> & { code: string; name: string }): Config {
  return { ...config, zones: [...config.zones, zoneSchema.parse(zone)] }
}

export function removeZone(config: Config, code: string): Config {
  return {
    ...config,
    zones: config.zones
      .filter((zone) => zone.code !== code)
      .map((zone) => (zone.neighbours.includes(code) ? { ...zone, neighbours: zone.neighbours.filter((each) => each !== code) } : zone)),
  }
}

/** `NEW-1`, or the first after it that no zone has and no log row names. */
export function freeCode(zones: readonly Zone[], base = 'NEW'): string {
  const known = new Set(zones.flatMap((zone) => [zone.code, ...zone.replaces]))
  let n = 1
  while (known.has(`${base}-${n}`)) n++
  return `${base}-${n}`
}
