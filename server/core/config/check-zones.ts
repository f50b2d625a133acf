// Zones and jurisdictions on their own: codes, tree, neighbours, members.

import { countryOfAlias, countryOfSubdivision } from '../geo/subdivision-aliases'
import { isLive } from './compile'
import type { CompiledConfig } from './compiled'
import { isCountry } from './countries'
import { error, type Finding, warning } from './finding'
import { type Config, limits, type Zone } from './schema'

export function checkZones(config: Config, compiled: CompiledConfig, broken: ReadonlyMap<string, unknown>): Finding[] {
  const findings: Finding[] = []
  if (!config.zones.some(isLive)) findings.push(error('zones', 'no_zones', 'There must be at least one published zone.'))
  const byCode = new Map<string, Zone>()
  const seen = new Map<string, number>()
  for (const [i, zone] of config.zones.entries()) {
    const earlier = seen.get(zone.code)
    if (earlier !== undefined) findings.push(error(`zones[${i}].code`, 'duplicate', `Zone ${zone.code} is already zones[${earlier}].`))
    else {
      seen.set(zone.code, i)
      byCode.set(zone.code, zone)
    }
  }
  for (const [i, zone] of config.zones.entries()) {
    const path = `zones[${i}]`
    findings.push(...checkMembers(zone, path), ...checkTree(zone, path, byCode, broken))
    for (const [n, code] of zone.neighbours.entries()) {
      const neighbour = byCode.get(code)
      if (code === zone.code)
        findings.push(error(`${path}.neighbours[${n}]`, 'unknown_neighbour', `Zone ${zone.code} cannot be its own neighbour.`))
      else if (isLive(zone) && !(neighbour && isLive(neighbour)) && !broken.has(`zone:${code}`)) {
        findings.push(error(`${path}.neighbours[${n}]`, 'unknown_neighbour', `There is no published zone ${code}.`))
      }
    }
    for (const [n, code] of zone.replaces.entries()) {
      const old = byCode.get(code)
      if (code === zone.code || (old && isLive(old) && old.code !== zone.parent)) {
        findings.push(
          warning(
            `${path}.replaces[${n}]`,
            'lineage',
            `${code} is still published, so nothing needs to resolve to ${zone.code} in its place.`,
          ),
        )
      }
    }
    if (isLive(zone) && isWithoutMembers(zone, compiled)) {
      findings.push(
        error(path, 'zone_empty', `Zone ${zone.code} has no countries, subdivisions or polygons, and no zone below it has any.`),
      )
    }
  }
  return [...findings, ...overlaps(config, compiled)]
}

export function checkJurisdictions(config: Config): Finding[] {
  const seen = new Map<string, number>()
  return config.jurisdictions.flatMap((entry, i) => {
    const path = `jurisdictions[${i}]`
    const findings = checkMembers(entry, path)
    const earlier = seen.get(entry.code)
    if (earlier !== undefined)
      findings.push(error(`${path}.code`, 'duplicate', `Jurisdiction ${entry.code} is already jurisdictions[${earlier}].`))
    seen.set(entry.code, earlier ?? i)
    if (entry.countries.length + entry.subdivisions.length === 0)
      findings.push(error(path, 'zone_empty', `Jurisdiction ${entry.code} has no countries or subdivisions.`))
    return findings
  })
}

function checkMembers(entry: { countries: readonly string[]; subdivisions: readonly string[] }, path: string): Finding[] {
  return [
    ...entry.countries.flatMap((code, n) =>
      isCountry(code)
        ? []
        : [
            error(
              `${path}.countries[${n}]`,
              'unknown_country',
              `${code} is no ISO 3166-1 country.${code === 'UK' ? ' The United Kingdom is GB.' : ''}`,
            ),
          ],
    ),
    ...entry.subdivisions.flatMap((code, n) =>
      countryOfAlias(code) || isCountry(countryOfSubdivision(code))
        ? []
        : [error(`${path}.subdivisions[${n}]`, 'unknown_subdivision', `${code} is in no ISO 3166-1 country.`)],
    ),
  ]
}

function checkTree(zone: Zone, path: string, byCode: ReadonlyMap<string, Zone>, broken: ReadonlyMap<string, unknown>): Finding[] {
  if (zone.parent === null) return []
  const parent = byCode.get(zone.parent)
  if (!parent || (isLive(zone) && !isLive(parent))) {
    if (broken.has(`zone:${zone.parent}`)) return []
    return [error(`${path}.parent`, 'unknown_parent', `There is no published zone ${zone.parent}.`)]
  }
  const chain = [zone.code]
  for (let at: Zone | undefined = parent; at; at = at.parent === null ? undefined : byCode.get(at.parent)) {
    if (at.code === zone.code)
      return [error(`${path}.parent`, 'parent_cycle', `${[...chain, zone.code].join(' → ')} is a circle: a zone cannot lie within itself.`)]
    if (chain.includes(at.code)) return []
    chain.push(at.code)
  }
  if (chain.length <= limits.zoneDepth) return []
  return [
    error(
      `${path}.parent`,
      'zone_too_deep',
      `${[...chain].reverse().join(' → ')} is ${chain.length} levels; a zone may be at most ${limits.zoneDepth} deep.`,
    ),
  ]
}

function isWithoutMembers(zone: Zone, compiled: CompiledConfig): boolean {
  const own = (each: Zone) => each.countries.length + each.subdivisions.length > 0 || (each.polygons?.coordinates.length ?? 0) > 0
  return !own(zone) && ![...(compiled.zones.get(zone.code)?.descendants ?? [])].some((code) => own(compiled.zones.get(code)!))
}

/** Allowed, but worth a look: unrelated zones of one depth and priority that list the same country. */
function overlaps(config: Config, compiled: CompiledConfig): Finding[] {
  const claims = new Map<string, Zone[]>()
  for (const zone of config.zones)
    if (isLive(zone)) for (const code of zone.countries) claims.set(code, [...(claims.get(code) ?? []), zone])
  const pairs = new Map<string, string[]>()
  for (const [country, zones] of claims) {
    const winner = compiled.zoneByCountry.get(country)
    for (const zone of zones) {
      const other = compiled.zones.get(winner ?? '')
      if (!other || zone.code === winner || other.ancestors.includes(zone.code) || compiled.zones.get(zone.code)?.depth !== other.depth)
        continue
      const key = `${zone.code} ${winner}`
      pairs.set(key, [...(pairs.get(key) ?? []), country])
    }
  }
  return [...pairs].map(([key, list]) => {
    const [loser, winner] = key.split(' ') as [string, string]
    const i = config.zones.findIndex((zone) => zone.code === loser)
    return warning(
      `zones[${i}].countries`,
      'overlap',
      `${list.join(', ')} ${list.length === 1 ? 'is' : 'are'} also in ${winner}, which labels ${list.length === 1 ? 'it' : 'them'}. For boundaries both count.`,
    )
  })
}
