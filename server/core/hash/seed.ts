// Where the core needs chance it hashes: the same seed gives the same pick on any machine, and a decision can be replayed.
// Integer arithmetic only (two 32-bit lanes, murmur3's mixing), so that no engine's rounding can differ.

/** 64 bits as two unsigned 32-bit halves. */
export type Hash64 = readonly [hi: number, lo: number]

/** Hash of a text under a seed. Texts differing in one character share nothing. */
export function hashText(text: string, seed: Hash64 = [0, 0]): Hash64 {
  let h1 = seed[0] ^ 0x9e3779b9
  let h2 = seed[1] ^ 0x85ebca6b
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    h1 = Math.imul(h1 ^ c, 0x9e3779b1)
    h1 = (h1 << 13) | (h1 >>> 19)
    h2 = Math.imul(h2 ^ c, 0x5f356495)
    h2 = (h2 << 17) | (h2 >>> 15)
  }
  const a = mix(h1 ^ text.length ^ Math.imul(h2, 0x85ebca6b))
  const b = mix(h2 ^ Math.imul(a, 0xc2b2ae35))
  return [mix(a ^ b) >>> 0, b >>> 0]
}

/** Uniform in [0, 1), with 53 bits. */
export function hashToUnit(hash: Hash64): number {
  return (hash[0] * 2 ** 21 + (hash[1] >>> 11)) / 2 ** 53
}

/** Uniform in 0 … bound−1; the bias is below bound / 2^53. */
export function hashToIndex(hash: Hash64, bound: number): number {
  return Math.floor(hashToUnit(hash) * bound)
}

export function compareHash(a: Hash64, b: Hash64): number {
  return a[0] - b[0] || a[1] - b[1]
}

function mix(h: number): number {
  let x = h
  x ^= x >>> 16
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/** 32 bits of a text: what orders and draws nodes. Two lanes of two characters a step, so that neither waits for the other. */
export function hash32(text: string): number {
  const { length } = text
  let a = length ^ 0x9e3779b9
  let b = length ^ 0x85ebca6b
  let i = 3
  for (; i < length; i += 4) {
    a = Math.imul(a ^ (text.charCodeAt(i - 3) | (text.charCodeAt(i - 2) << 16)), 0x9e3779b1)
    b = Math.imul(b ^ (text.charCodeAt(i - 1) | (text.charCodeAt(i) << 16)), 0x5f356495)
    a ^= a >>> 15
    b ^= b >>> 13
  }
  for (i -= 3; i < length; i++) a = Math.imul(a ^ text.charCodeAt(i), 0xcc9e2d51) ^ (a >>> 15)
  return mix(a ^ Math.imul(b, 0xc2b2ae35)) >>> 0
}

/** Another 32 bits out of 32: a bijection in which each bit hangs on all. */
export function mix32(h: number): number {
  return mix(h) >>> 0
}
