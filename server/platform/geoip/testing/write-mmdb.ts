// Writes small mmdb files for tests, of every record size, so that reading is tested against the format and not only
// against the files that happen to be installed. https://maxmind.github.io/MaxMind-DB

import { parseCidr } from '@/server/core/geo/cidr'

type Value = string | number | { [key: string]: Value }
type Node = { left: Node | number | null; right: Node | number | null }

export type MmdbOptions = { ipVersion?: 4 | 6; recordSize?: 24 | 28 | 32; type?: string; builtAt?: Date }

/** Prefixes must not overlap. In a file of `ipVersion` 6, IPv4 prefixes go under ::/96. */
export function writeMmdb(entries: readonly (readonly [string, Value])[], options: MmdbOptions = {}): Buffer {
  const { ipVersion = 6, recordSize = 28, type = 'test', builtAt = new Date('2026-01-02T03:04:05Z') } = options
  const root: Node = { left: null, right: null }
  const data: number[] = []
  for (const [prefix, value] of entries) {
    insert(root, bitsOf(prefix, ipVersion), data.length)
    data.push(...encode(value))
  }
  const nodes: Node[] = []
  const number = (node: Node): void => {
    nodes.push(node)
    for (const child of [node.left, node.right]) if (child !== null && typeof child === 'object') number(child)
  }
  number(root)
  const ids = new Map(nodes.map((node, id) => [node, id]))
  const pointer = (child: Node['left']) =>
    child === null ? nodes.length : typeof child === 'number' ? nodes.length + 16 + child : (ids.get(child) as number)
  const tree = nodes.flatMap((node) => encodeNode(pointer(node.left), pointer(node.right), recordSize))
  const metadata = encode({
    node_count: nodes.length,
    record_size: recordSize,
    ip_version: ipVersion,
    database_type: type,
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Math.floor(builtAt.getTime() / 1000),
    description: {},
  })
  return Buffer.concat([
    Buffer.from(tree),
    Buffer.alloc(16),
    Buffer.from(data),
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    Buffer.from(metadata),
  ])
}

function bitsOf(prefix: string, ipVersion: 4 | 6): number[] {
  const cidr = parseCidr(prefix)
  if (!cidr) throw new Error(`${prefix} is no prefix`)
  const bits = cidr.words.flatMap((word) => Array.from({ length: 32 }, (_, i) => (word >>> (31 - i)) & 1))
  if (cidr.family === 6) return bits.slice(0, cidr.prefix)
  return ipVersion === 4 ? bits.slice(96, 96 + cidr.prefix) : bits.slice(0, 96 + cidr.prefix)
}

function insert(root: Node, bits: readonly number[], record: number): void {
  let node = root
  bits.forEach((bit, i) => {
    const side = bit === 0 ? 'left' : 'right'
    if (i === bits.length - 1) {
      node[side] = record
      return
    }
    const child = node[side]
    const next = child !== null && typeof child === 'object' ? child : { left: null, right: null }
    node[side] = next
    node = next
  })
}

function encodeNode(left: number, right: number, recordSize: number): number[] {
  if (recordSize === 28) return [...bytes(left & 0xffffff, 3), ((left >>> 24) << 4) | (right >>> 24), ...bytes(right & 0xffffff, 3)]
  return [...bytes(left, recordSize / 8), ...bytes(right, recordSize / 8)]
}

const bytes = (value: number, count: number) => Array.from({ length: count }, (_, i) => (value >>> (8 * (count - 1 - i))) & 255)

/** Texts under 29 bytes, maps under 29 keys, whole numbers as uint32, others as doubles. */
function encode(value: Value): number[] {
  if (typeof value === 'string') return [0x40 + Buffer.byteLength(value), ...Buffer.from(value)]
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value >= 0) return [0xc4, ...bytes(value, 4)]
    const double = Buffer.alloc(8)
    double.writeDoubleBE(value)
    return [0x68, ...double]
  }
  const entries = Object.entries(value)
  return [0xe0 + entries.length, ...entries.flatMap(([key, inner]) => [...encode(key), ...encode(inner)])]
}
