// 256 slots a block, of which most have the value of the slot before: a bit each, set where another value begins, and counting
// bits gives the index of a slot's value (as a poptrie does). A block is one cache line.

/** Eight pairs a block, one for 32 slots each: their bits, then the index of the first value that begins there or later. */
export type Blocks = Uint32Array
export const blockSize = 16

export function indexIn(blocks: Blocks, block: number, slot: number): number {
  const pair = block + ((slot >>> 4) & 14)
  const upTo = blocks[pair]! & (-1 >>> (31 - (slot & 31)))
  return blocks[pair + 1]! + countBits(upTo) - 1
}

function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Blocks while they are made. */
export class BlockList {
  readonly blocks: number[] = []
  readonly values: number[] = []

  /** Where the block of these 256 begins. */
  add(slots: ArrayLike<number>): number {
    const block = this.blocks.length
    for (let first = 0; first < 256; first += 32) {
      const base = this.values.length
      let bits = 0
      for (let slot = first; slot < first + 32; slot++) {
        if (slot > 0 && slots[slot] === slots[slot - 1]) continue
        bits |= 1 << (slot & 31)
        this.values.push(slots[slot]!)
      }
      this.blocks.push(bits >>> 0, base)
    }
    return block
  }
}
