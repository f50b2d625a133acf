// CIDR prefixes, and the longest one that holds an address. Prefixes either nest or are disjoint, so sorting them by
// first address and linking each to the one around it answers in one binary search and a short climb, whatever order
// they were entered in, in both families.

import { type Address, formatIPv4, formatIPv6, fromWords } from './address'
import { readIPv4, readIPv6, type Words } from './address-text'

export type Cidr = {
  readonly family: 4 | 6
  /** First address, host bits zero. IPv4 is in the last word. */
  readonly words: Words
  /** Length in bits of its own family: 0..32 or 0..128. */
  readonly prefix: number
}

/** `10.0.0.0/8`, `2001:db8::/32`, or a bare address as its own /32 or /128. Host bits are cleared; `::ffff:…/96+` becomes IPv4. */
export function parseCidr(text: string): Cidr | null {
  const trimmed = text.trim()
  const slash = trimmed.indexOf('/')
  const end = slash < 0 ? trimmed.length : slash
  if (slash >= 0 && !/^\d{1,3}$/.test(trimmed.slice(slash + 1))) return null
  const length = slash < 0 ? null : Number(trimmed.slice(slash + 1))
  if (trimmed.indexOf(':') < 0) {
    const value = readIPv4(trimmed, 0, end)
    return value < 0 || (length ?? 0) > 32 ? null : cidr4(value, length ?? 32)
  }
  const words = readIPv6(trimmed, 0, end)
  const prefix = length ?? 128
  if (!words || prefix > 128) return null
  if (prefix >= 96 && words[0] === 0 && words[1] === 0 && words[2] === 0xffff) return cidr4(words[3], prefix - 96)
  return { family: 6, words: mask(words, prefix), prefix }
}

const cidr4 = (value: number, prefix: number): Cidr => ({ family: 4, words: mask([0, 0, 0, value], prefix + 96), prefix })

/** The prefix of that length around an address. */
export function prefixOf(address: Address, length: number): Cidr {
  if (address.family === 4) return cidr4(address.value, length)
  return { family: 6, words: mask(address.words, length), prefix: length }
}

export function formatCidr({ family, words, prefix }: Cidr): string {
  return `${family === 4 ? formatIPv4(words[3]) : formatIPv6(words)}/${prefix}`
}

export function cidrContains(cidr: Cidr, address: Address): boolean {
  return cidr.family === address.family && compareWords(mask(wordsOf(address), bitsOf(cidr)), cidr.words) === 0
}

/** Whether every address of `inner` is one of `outer`. */
export function cidrHolds(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && holds(outer, inner)
}

/** Up to `most` of its addresses, evenly apart, the first among them: all of them where it has no more. */
export function addressesAcross({ family, words, prefix }: Cidr, most: number): Address[] {
  const first = words.reduce((value, word) => (value << 32n) | BigInt(word), 0n)
  const size = 1n << BigInt((family === 4 ? 32 : 128) - prefix)
  const count = size < BigInt(most) ? size : BigInt(most)
  return Array.from({ length: Number(count) }, (_, i) => addressOf(family, first + (size * BigInt(i)) / count))
}

function addressOf(family: 4 | 6, value: bigint): Address {
  const word = (n: bigint) => Number((value >> (32n * n)) & 0xffffffffn)
  return family === 4 ? { family, value: word(0n), via: 'direct' } : fromWords([word(3n), word(2n), word(1n), word(0n)])
}

/** Values by prefix; of equal prefixes the first entered stays. */
export class PrefixMap<T> {
  readonly #nodes4: Node<T>[] = []
  readonly #nodes6: Node<T>[] = []
  readonly #touched4: Uint32Array
  readonly #touched6: Uint32Array

  constructor(entries: Iterable<readonly [Cidr, T]>) {
    for (const [cidr, value] of entries) (cidr.family === 4 ? this.#nodes4 : this.#nodes6).push({ cidr, value, parent: null })
    link(this.#nodes4)
    link(this.#nodes6)
    this.#touched4 = touchedBy(this.#nodes4)
    this.#touched6 = touchedBy(this.#nodes6)
  }

  get size(): number {
    return this.#nodes4.length + this.#nodes6.length
  }

  /** The value of the longest prefix that holds the address, or null. */
  find(address: Address): T | null {
    if (address.family === 4) return isTouched(this.#touched4, address.value >>> 16) ? this.#search(this.#nodes4, address) : null
    return isTouched(this.#touched6, address.words[0] >>> 16) ? this.#search(this.#nodes6, address) : null
  }

  #search(nodes: readonly Node<T>[], address: Address): T | null {
    const words = wordsOf(address)
    let low = 0
    let high = nodes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareWords((nodes[middle] as Node<T>).cidr.words, words) <= 0) low = middle + 1
      else high = middle
    }
    let node: Node<T> | null = low > 0 ? (nodes[low - 1] as Node<T>) : null
    while (node && !cidrContains(node.cidr, address)) node = node.parent
    return node ? node.value : null
  }
}

/** A set of prefixes, e.g. the trusted proxies. */
export class CidrSet {
  readonly #prefixes: PrefixMap<true>

  constructor(cidrs: Iterable<Cidr>) {
    this.#prefixes = new PrefixMap([...cidrs].map((cidr) => [cidr, true] as const))
  }

  /** From text; entries that are no CIDR are left out (the environment is checked where it is read). */
  static parse(texts: Iterable<string>): CidrSet {
    return new CidrSet([...texts].map(parseCidr).filter((cidr) => cidr !== null))
  }

  has(address: Address): boolean {
    return this.#prefixes.find(address) !== null
  }
}

type Node<T> = { readonly cidr: Cidr; readonly value: T; parent: Node<T> | null }

/** A bit for each upper half of an address's first 32 bits that some prefix touches: mostly this alone answers. */
function touchedBy(nodes: readonly Node<unknown>[]): Uint32Array {
  const bits = new Uint32Array(nodes.length > 0 ? 2048 : 0)
  for (const { cidr } of nodes) {
    const first = (cidr.family === 4 ? cidr.words[3] : cidr.words[0]) >>> 16
    const last = first + 2 ** Math.max(0, 16 - cidr.prefix)
    for (let half = first; half < last; half++) bits[half >>> 5]! |= 1 << (half & 31)
  }
  return bits
}

const isTouched = (bits: Uint32Array, half: number): boolean => bits.length > 0 && (bits[half >>> 5]! & (1 << (half & 31))) !== 0

function link<T>(nodes: Node<T>[]): void {
  nodes.sort((a, b) => compareWords(a.cidr.words, b.cidr.words) || a.cidr.prefix - b.cidr.prefix)
  let open: Node<T> | null = null
  let kept = 0
  for (const node of nodes) {
    while (open && !holds(open.cidr, node.cidr)) open = open.parent
    if (open && open.cidr.prefix === node.cidr.prefix) continue
    node.parent = open
    open = node
    nodes[kept++] = node
  }
  nodes.length = kept
}

const holds = (outer: Cidr, inner: Cidr) =>
  outer.prefix <= inner.prefix && compareWords(mask(inner.words, bitsOf(outer)), outer.words) === 0
const bitsOf = (cidr: Cidr) => (cidr.family === 4 ? cidr.prefix + 96 : cidr.prefix)
const wordsOf = (address: Address): Words => (address.family === 4 ? [0, 0, 0, address.value] : address.words)

function mask(words: Words, bits: number): Words {
  return [maskWord(words[0], bits), maskWord(words[1], bits - 32), maskWord(words[2], bits - 64), maskWord(words[3], bits - 96)]
}

/** Keeps the first `bits` of a word; shifts by 32 are no-ops in JavaScript, hence the two ends. */
function maskWord(word: number, bits: number): number {
  if (bits >= 32) return word
  return bits <= 0 ? 0 : ((word >>> (32 - bits)) << (32 - bits)) >>> 0
}

export function compareWords(a: Words, b: Words): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
}
