// Every range of an mmdb file, in address order, in one pass over its search tree. The file format is a binary trie
// (https://maxmind.github.io/MaxMind-DB); mmdb-lib only looks single addresses up, at microseconds each.

import type { Metadata } from 'mmdb-lib/lib/metadata'

export type Ranges4 = { starts: Uint32Array; records: Uint32Array; count: number }
/** Four words a start. */
export type Ranges6 = { starts: Uint32Array; records: Uint32Array; count: number }

/** Record 0 stands for "nothing here"; anything else is an offset into the data section, plus one. */
export type Tree = { v4: Ranges4 | null; v6: Ranges6 | null }

export function readTree(db: Buffer, metadata: Metadata): Tree {
  const { nodeCount, recordSize, searchTreeSize } = metadata
  if (searchTreeSize + 16 > db.length) throw new Error('the file is shorter than its search tree: it is cut off')
  const child = childReader(db, recordSize)
  const budget = { visits: 4 * nodeCount + 16 }
  if (metadata.ipVersion === 4) return { v4: walk4(child, nodeCount, 0, budget), v6: null }
  const root4 = ipv4Root(child, nodeCount)
  return {
    v4: root4 < nodeCount ? walk4(child, nodeCount, root4, budget) : null,
    v6: walk6(child, nodeCount, root4, budget),
  }
}

type ChildReader = (node: number, bit: 0 | 1) => number

function childReader(db: Buffer, recordSize: number): ChildReader {
  const byte = (at: number) => db[at] as number
  if (recordSize === 24) {
    return (node, bit) => {
      const at = node * 6 + bit * 3
      return byte(at) * 65_536 + byte(at + 1) * 256 + byte(at + 2)
    }
  }
  if (recordSize === 28) {
    return (node, bit) => {
      const at = node * 7 + bit * 4
      const high = bit === 0 ? byte(node * 7 + 3) >>> 4 : byte(node * 7 + 3) & 15
      return high * 0x1000000 + byte(at) * 65_536 + byte(at + 1) * 256 + byte(at + 2)
    }
  }
  return (node, bit) => db.readUInt32BE(node * 8 + bit * 4)
}

/** IPv4 lives under ::/96 of an IPv6 tree. */
function ipv4Root(child: ChildReader, nodeCount: number): number {
  let node = 0
  for (let depth = 0; depth < 96 && node < nodeCount; depth++) node = child(node, 0)
  return node
}

/** A damaged tree can point back into itself; the budget ends the walk. */
function spend(budget: { visits: number }): void {
  if (--budget.visits < 0) throw new Error('the search tree runs in circles: the file is damaged')
}

const recordOf = (pointer: number, nodeCount: number) => (pointer === nodeCount ? 0 : pointer - nodeCount - 16 + 1)

function walk4(child: ChildReader, nodeCount: number, root: number, budget: { visits: number }): Ranges4 {
  const starts = new Uint32Array(nodeCount + 2)
  const records = new Uint32Array(nodeCount + 2)
  let count = 0
  const visit = (node: number, depth: number, address: number): void => {
    if (node >= nodeCount) {
      const record = recordOf(node, nodeCount)
      if (count > 0 && records[count - 1] === record) return
      starts[count] = address
      records[count++] = record
      return
    }
    if (depth === 32) throw new Error('the search tree is deeper than an address: the file is damaged')
    spend(budget)
    visit(child(node, 0), depth + 1, address)
    visit(child(node, 1), depth + 1, address + 2 ** (31 - depth))
  }
  visit(root, 0, 0)
  return { starts, records, count }
}

/** The IPv4 subtree and the places that alias it (`::ffff:0:0/96`, `2002::/16`) are left empty: such addresses are looked up as IPv4. */
function walk6(child: ChildReader, nodeCount: number, root4: number, budget: { visits: number }): Ranges6 {
  const starts = new Uint32Array(4 * (nodeCount + 2))
  const records = new Uint32Array(nodeCount + 2)
  const words = new Uint32Array(4)
  let count = 0
  const visit = (node: number, depth: number): void => {
    if (node >= nodeCount || node === root4) {
      const record = node === root4 ? 0 : recordOf(node, nodeCount)
      if (count > 0 && records[count - 1] === record) return
      starts.set(words, 4 * count)
      records[count++] = record
      return
    }
    if (depth === 128) throw new Error('the search tree is deeper than an address: the file is damaged')
    spend(budget)
    visit(child(node, 0), depth + 1)
    const word = depth >>> 5
    const bit = 2 ** (31 - (depth & 31))
    words[word] = (words[word] as number) + bit
    visit(child(node, 1), depth + 1)
    words[word] = (words[word] as number) - bit
  }
  visit(0, 0)
  return { starts, records, count }
}
