// Flattened tables as one file: magic, header length, checksum, JSON header, then the typed arrays, each on an 8-byte boundary, so
// that loading is one read and a checksum and every table is a view into it. Bytes are the machine's own order: the
// file is a cache and never leaves the machine (the key says which order it was written in).

import { endianness } from 'node:os'
import { crc32 } from 'node:zlib'
import type { SourceTables } from './tables'

const magic = 0x47454f54
export const formatVersion = 7
/** Magic, header length, checksum of all that follows. */
const prefixBytes = 12

const arrayTypes = { Uint8Array, Uint16Array, Uint32Array, Int16Array, Int32Array } as const
type ArrayName = keyof typeof arrayTypes
type AnyArray = InstanceType<(typeof arrayTypes)[ArrayName]>

type Header = {
  version: number
  endianness: string
  key: string
  length: number
  about: Pick<SourceTables, 'kind' | 'buildDate' | 'countries'>
  sections: { name: string; type: ArrayName; offset: number; length: number }[]
}

/** What of the tables is arrays. */
const groups = ['v4', 'v6', 'countries4', 'countries6', 'places'] as const

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8

/** `key` names the files that the tables were made from. */
export function encodeTables(tables: SourceTables, key: string): Uint8Array<ArrayBuffer> {
  const arrays = groups.flatMap((name) => Object.entries(group(name, tables[name])))
  let length = 0
  const sections = arrays.map(([name, array]) => {
    const section = { name, type: array.constructor.name as ArrayName, offset: length, length: array.length }
    length += aligned(array.byteLength)
    return section
  })
  const payload = new Uint8Array(length)
  arrays.forEach(([, array], i) => {
    payload.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), sections[i]?.offset)
  })
  const { kind, buildDate, countries } = tables
  const header: Header = {
    version: formatVersion,
    endianness: endianness(),
    key,
    length,
    about: { kind, buildDate, countries },
    sections,
  }
  const headerBytes = new TextEncoder().encode(JSON.stringify(header))
  const start = aligned(prefixBytes + headerBytes.length)
  const file = new Uint8Array(start + length)
  file.set(headerBytes, prefixBytes)
  file.set(payload, start)
  new Uint32Array(file.buffer, 0, 3).set([magic, headerBytes.length, crc32(file.subarray(prefixBytes))])
  return file
}

/** Null when the bytes are not an intact file of this format made from the files that `key` names. */
export function decodeTables(file: Uint8Array, key: string): SourceTables | null {
  try {
    const { buffer } = file.byteOffset % 8 === 0 ? file : file.slice()
    const base = file.byteOffset % 8 === 0 ? file.byteOffset : 0
    const [found, headerLength = 0, crc] = new Uint32Array(buffer, base, 3)
    if (found !== magic || headerLength > file.byteLength - prefixBytes) return null
    if (crc32(new Uint8Array(buffer, base + prefixBytes, file.byteLength - prefixBytes)) !== crc) return null
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, base + prefixBytes, headerLength))) as Header
    if (header.version !== formatVersion || header.endianness !== endianness() || header.key !== key) return null
    const start = base + aligned(prefixBytes + headerLength)
    if (aligned(prefixBytes + headerLength) + header.length !== file.byteLength) return null
    const arrays: Record<string, AnyArray> = {}
    for (const { name, type, offset, length } of header.sections)
      arrays[name] = new arrayTypes[type](buffer as ArrayBuffer, start + offset, length)
    return {
      ...header.about,
      ...Object.fromEntries(groups.map((name) => [name, ungroup(name, arrays)])),
    } as unknown as SourceTables
  } catch {
    return null
  }
}

function group(prefix: string, arrays: object | null): Record<string, AnyArray> {
  return Object.fromEntries(Object.entries(arrays ?? {}).map(([name, array]) => [`${prefix}.${name}`, array as AnyArray]))
}

function ungroup(prefix: string, arrays: Record<string, AnyArray>): Record<string, AnyArray> | null {
  const own = Object.entries(arrays).filter(([name]) => name.startsWith(`${prefix}.`))
  return own.length === 0 ? null : Object.fromEntries(own.map(([name, array]) => [name.slice(prefix.length + 1), array]))
}
