import type { NodePlaces, NodeSpot } from '@/server/control/services/nodes/schemas'
import { countryCentre } from '../../../_components/map/features'
import type { Spot } from '../../../_components/map/locator'
import { countryName } from '../../../_lib/country-name'
import { plural } from '../../../_lib/format'

/** Circles by how many, their ring by how many of these are live, as the map's clusters have it; the largest lie lowest. */
export function pictureOf({ total, spots }: NodePlaces): { points: Spot[]; summary: string; unknown: number } {
  const most = Math.max(1, ...spots.map(({ nodes }) => nodes))
  const points = spots.flatMap((spot): Spot[] => {
    const at = spot.at ?? countryCentre(spot.country)
    if (at === null) return []
    const [lng, lat] = at
    return [{ lng, lat, iso: spot.country, radius: 1.8 + 3.2 * Math.sqrt(spot.nodes / most), stroke: ringOf(spot), label: wordsOf(spot) }]
  })
  const unknown = spots.filter((spot) => spot.at === null && countryCentre(spot.country) === null)
  return { points, unknown: unknown.reduce((sum, { nodes }) => sum + nodes, 0), summary: `Map of ${plural(total, 'node')}${mostly(spots)}` }
}

function ringOf({ nodes, live }: NodeSpot): string {
  const share = live / nodes
  return share >= 0.9 ? 'var(--ok)' : share >= 0.5 ? 'var(--warn)' : 'var(--bad)'
}

const wordsOf = ({ country, nodes, live }: NodeSpot) =>
  `${country ? `${countryName(country)}: ` : ''}${plural(nodes, 'node')}, ${live} live`

/** The three countries with most of them, for who cannot see the picture. */
function mostly(spots: readonly NodeSpot[]): string {
  const byCountry = new Map<string, number>()
  for (const { country, nodes } of spots) if (country !== null) byCountry.set(country, (byCountry.get(country) ?? 0) + nodes)
  const first = [...byCountry].sort((a, b) => b[1] - a[1]).slice(0, 3)
  return first.length === 0 ? '' : `, most in ${first.map(([country, nodes]) => `${countryName(country)} (${nodes})`).join(', ')}`
}
