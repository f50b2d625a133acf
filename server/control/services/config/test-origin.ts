import type { CompiledConfig } from '@/server/core/config/compiled'
import type { Subcloud } from '@/server/core/config/schema'
import type { Containment } from '@/server/core/geo/place'
import { noGeoIp } from '@/server/core/origin/geoip'
import { resolveOrigin } from '@/server/core/origin/resolve'
import type { StatedOrigin } from '@/server/core/origin/stated'
import type { Origin } from '@/server/core/origin/types'

type TestOrigin = Subcloud['policy']['tests'][number]['origin']

/** A test's origin, taken as what the address says: that is what a Subcloud's origin rules look at. */
export function testOrigin(origin: TestOrigin, config: CompiledConfig): Origin {
  const resolved = resolveOrigin({ address: null, malformed: false, stated: statedOf(origin), edgeCountry: null }, config, noGeoIp)
  const area = typeof origin === 'string' ? areaOf(origin, config) : null
  const at = area ? { ...resolved, source: 'stated' as const, confidence: 'high' as const, containment: area, nearest: null } : resolved
  return { ...at, address: { place: { country: at.country, subdivision: at.subdivision }, containment: at.containment } }
}

function statedOf(origin: TestOrigin): StatedOrigin | null {
  if (typeof origin !== 'string')
    return {
      country: origin.country,
      subdivision: origin.subdivision ?? null,
      point: origin.point ? [origin.point.lng, origin.point.lat] : null,
    }
  const [kind, code = ''] = origin.split(':')
  if (kind === 'country') return { country: code }
  return kind === 'subdivision' ? { country: code.slice(0, 2), subdivision: code } : null
}

/** Somewhere in a zone or jurisdiction, no matter in which country. */
function areaOf(token: string, config: CompiledConfig): Containment | null {
  const [kind, code = ''] = token.split(':')
  const zone = kind === 'zone' ? config.zones.get(code) : undefined
  if (zone) return { label: code, labelBy: 'country', zones: [code, ...zone.ancestors], jurisdictions: [] }
  return kind === 'jurisdiction' && config.jurisdictions.has(code) ? { label: null, labelBy: null, zones: [], jurisdictions: [code] } : null
}
