// Makes public/map/grid.json: some ten thousand origins on land, evenly spread (about 111 km apart), each the centre of a
// half-degree cell with the country it is in. What a sweep of the simulator asks from. Run: npx tsx server/cli/basemap/grid.ts

import { writeFileSync } from 'node:fs'
import { cellOf } from '@/server/core/geo/cell'
import { sideAt } from '@/server/core/geo/country-shapes'
import { loadCountryShapes } from '@/server/platform/country-shapes/load'

const target = 'public/map/grid.json'
/** Between Cape Horn and the north of Greenland: nobody asks from Antarctica. */
const [south, north] = [-55.75, 83.25]

const shapes = await loadCountryShapes()
const byCountry = new Map<string, number[]>()
let origins = 0
for (let lat = south; lat <= north; lat++) {
  const columns = Math.round(360 * Math.cos((lat * Math.PI) / 180))
  for (let i = 0; i < columns; i++) {
    const at = cellOf([-180 + ((i + 0.5) * 360) / columns, lat]).centre
    const country = sideAt(at, shapes)
    if (country === null) continue
    const list = byCountry.get(country) ?? []
    byCountry.set(country, list)
    list.push(...at)
    origins++
  }
}
const lines = [...byCountry].sort(([a], [b]) => (a < b ? -1 : 1)).map(([country, at]) => `"${country}":[${at.join(',')}]`)
writeFileSync(target, `{\n${lines.join(',\n')}\n}\n`)
process.stdout.write(`${target}: ${origins} origins in ${byCountry.size} countries\n`)
