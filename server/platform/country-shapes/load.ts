// Natural Earth's countries at 1:10m, as the npm package world-atlas ships them (public domain): read once a process,
// when the first point is asked about.

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { buildCountryShapes, type CountryShapes } from '@/server/core/geo/country-shapes'
import type { Topology } from '@/server/core/geo/topology'

let shapes: Promise<CountryShapes> | null = null

export function loadCountryShapes(): Promise<CountryShapes> {
  shapes ??= read()
  return shapes
}

async function read(): Promise<CountryShapes> {
  const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json')
  return buildCountryShapes(JSON.parse(await readFile(path, 'utf8')) as Topology)
}
