// mmdb files → tables. Takes seconds for the city files, so it runs in a worker (flatten.worker.ts) and its result is cached
// on disk. Each distinct record is decoded once; places that are equal after rounding are one place.

import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Reader } from 'mmdb-lib'
import type { Metadata } from 'mmdb-lib/lib/metadata'
import { buildRangeTable4 } from '@/server/core/geo/range-table'
import { buildRangeTable6 } from '@/server/core/geo/range-table6'
import { readTree } from './mmdb-tree'
import { readRecord } from './record'
import { noPoint, placeSize, pointScale, type SourceTables } from './tables'

/** Where several files cover a family, the first named one answers for it. Throws with what is wrong with a file. */
export function flatten(paths: readonly string[], withPoints: boolean, onProgress: (message: string) => void): SourceTables {
  const places = new PlaceList(withPoints)
  let v4: SourceTables['v4'] = null
  let v6: SourceTables['v6'] = null
  let countries4: SourceTables['countries4'] = null
  let countries6: SourceTables['countries6'] = null
  const dates: string[] = []
  for (const path of paths) {
    onProgress(`reading ${basename(path)}`)
    const { db, reader } = openFile(path)
    const { metadata } = reader
    dates.push(metadata.buildEpoch.toISOString().slice(0, 10))
    const tree = readTree(db, metadata)
    const decode = recordReader(db, reader, places)
    if (tree.v4 && !v4) {
      onProgress(`flattening ${tree.v4.count} IPv4 ranges of ${basename(path)}`)
      const { starts, records, count } = tree.v4
      v4 = buildRangeTable4(starts, decode(records, count), count)
      if (places.points > 0) countries4 = buildRangeTable4(starts, places.toCountries(records, count), count)
    }
    if (tree.v6 && !v6) {
      onProgress(`flattening ${tree.v6.count} IPv6 ranges of ${basename(path)}`)
      const { starts, records, count } = tree.v6
      v6 = buildRangeTable6(starts, decode(records, count), count)
      if (places.points > 0) countries6 = buildRangeTable6(starts, places.toCountries(records, count), count)
    }
  }
  return {
    kind: places.points > 0 ? 'city' : 'country',
    buildDate: dates.sort()[0] ?? null,
    v4,
    v6,
    countries4,
    countries6,
    countries: places.countries,
    places: places.pack(),
  }
}

function openFile(path: string): { db: Buffer; reader: TreeReader } {
  const db = readFileSync(path)
  try {
    return { db, reader: new Reader(db) as unknown as TreeReader }
  } catch (cause) {
    throw new Error('it is not an mmdb file, or it is damaged', { cause })
  }
}

/** mmdb-lib looks records up by address only; the method underneath takes the tree's own pointer and is private in its types. */
type TreeReader = { metadata: Metadata; resolveDataPointer(pointer: number): unknown }

/** Records of the tree → place numbers, in place. */
function recordReader(db: Buffer, reader: TreeReader, places: PlaceList): (records: Uint32Array, count: number) => Uint32Array {
  const { nodeCount, searchTreeSize } = reader.metadata
  const known = new Map<number, number>([[0, 0]])
  return (records, count) => {
    for (let i = 0; i < count; i++) {
      const record = records[i] as number
      let place = known.get(record)
      if (place === undefined) {
        if (searchTreeSize + 16 + record > db.length) throw new Error('a record lies past the end of the file: it is damaged')
        place = places.add(reader.resolveDataPointer(nodeCount + 16 + record - 1))
        known.set(record, place)
      }
      records[i] = place
    }
    return records
  }
}

class PlaceList {
  readonly countries: string[] = []
  points = 0
  readonly #withPoints: boolean
  readonly #countryNumbers = new Map<string | null, number>([[null, 0]])
  readonly #numbers = new Map<string, number>()
  readonly #rows: number[] = [0, noPoint, noPoint, 0]

  constructor(withPoints: boolean) {
    this.#withPoints = withPoints
  }

  add(value: unknown): number {
    const { country, lat, lng } = readRecord(value)
    const hasPoint = this.#withPoints && lat !== null && lng !== null
    if (country === null && !hasPoint) return 0
    const y = hasPoint ? Math.round(lat * pointScale) : noPoint
    const x = hasPoint ? Math.round(lng * pointScale) : noPoint
    const key = `${country}|${y}|${x}`
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#rows.length / placeSize
      this.#numbers.set(key, number)
      this.#rows.push(this.#countryNumber(country), y, x, 0)
      if (hasPoint) this.points++
    }
    return number
  }

  /** Place numbers → country numbers, in place. */
  toCountries(numbers: Uint32Array, count: number): Uint32Array {
    for (let i = 0; i < count; i++) numbers[i] = this.#rows[(numbers[i] as number) * placeSize] as number
    return numbers
  }

  #countryNumber(country: string | null): number {
    const known = this.#countryNumbers.get(country)
    if (known !== undefined || country === null) return known ?? 0
    const number = this.countries.push(country)
    this.#countryNumbers.set(country, number)
    return number
  }

  pack(): SourceTables['places'] {
    return { rows: Int16Array.from(this.#rows) }
  }
}
