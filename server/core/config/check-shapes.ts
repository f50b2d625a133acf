// Drawn shapes, checked before anything else: they are what can be made large or crooked.

import { normaliseMultiPolygon } from '../geo/polygon-normal'
import { error, type Finding, warning } from './finding'
import type { Config, Zone } from './schema'

export const maxShapeErrors = 5

export function checkShapes(config: Config): Finding[] {
  const findings: Finding[] = []
  let errors = 0
  for (const [i, zone] of config.zones.entries()) {
    for (const finding of checkShape(zone, `zones[${i}].polygons.coordinates`)) {
      findings.push(finding)
      if (finding.severity === 'error' && ++errors >= maxShapeErrors) return findings
    }
  }
  return findings
}

function checkShape(zone: Zone, path: string): Finding[] {
  if (!zone.polygons) return []
  const result = normaliseMultiPolygon(zone.polygons)
  if (!result.ok) return [error(`${path}${result.path}`, 'polygon_invalid', result.message)]
  return result.cut.map((i) =>
    warning(
      `${path}[${i}]`,
      'polygon_cut',
      'This polygon crosses ±180°. It was taken the short way round and will be stored cut there; check the picture of it.',
    ),
  )
}
