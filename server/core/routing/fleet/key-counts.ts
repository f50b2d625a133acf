// How often each of some thousand numbers was counted: a hash table in two typed arrays, so that to count takes nanoseconds
// and to go through them all touches little memory.

/** No number that is counted. */
export const noKey = -1

export class KeyCounts {
  /** `noKey` where there is none. */
  keys = new Int32Array(64).fill(noKey)
  counts = new Int32Array(64)
  private used = 0

  add(key: number, by: number): void {
    let at = this.find(key)
    if (this.keys[at] !== key) {
      if (2 * (this.used + 1) > this.keys.length) {
        this.sweep()
        at = this.find(key)
      }
      this.keys[at] = key
      this.used++
    }
    this.counts[at]! += by
  }

  private find(key: number): number {
    const { keys } = this
    const last = keys.length - 1
    let at = (Math.imul(key, 0x9e3779b1) >>> 8) & last
    while (keys[at] !== key && keys[at] !== noKey) at = (at + 1) & last
    return at
  }

  /** Without those that nobody has any more, in room for as many again. */
  private sweep(): void {
    const { keys, counts } = this
    const inUse = counts.reduce((sum, count) => sum + (count === 0 ? 0 : 1), 0)
    let room = 64
    while (room < 4 * inUse) room *= 2
    this.keys = new Int32Array(room).fill(noKey)
    this.counts = new Int32Array(room)
    this.used = 0
    for (let at = 0; at < keys.length; at++) if (counts[at] !== 0) this.add(keys[at]!, counts[at]!)
  }
}
