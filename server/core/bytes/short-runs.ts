// Short runs of bytes that recur with a thing, to be copied when it comes again: found by the thing's hash, one a place, whoever
// came last. They lie as words, which are copied quicker than bytes (2026-11-26: 55 ns a run with a WeakMap and `set`, so 10).

const places = 4096
const mostWords = 7
/** And one in front, for how many bytes it is. */
const wordsAPlace = mostWords + 1

export class ShortRuns<K extends { readonly hash: number }> {
  readonly words = new Int32Array(places * wordsAPlace)
  private readonly of: (K | null)[] = new Array(places).fill(null)

  /** Where in `words` its run is, with its length in front; −1 where there is none. */
  find(one: K): number {
    const place = one.hash & (places - 1)
    return this.of[place] === one ? place * wordsAPlace : -1
  }

  /** A longer one is written each time. */
  keep(one: K, bytes: Uint8Array): void {
    if (bytes.length > 4 * mostWords) return
    const place = one.hash & (places - 1)
    const padded = new DataView(new ArrayBuffer(4 * mostWords))
    for (const [i, byte] of bytes.entries()) padded.setUint8(i, byte)
    this.words[place * wordsAPlace] = bytes.length
    for (let i = 0; i < mostWords; i++) this.words[place * wordsAPlace + 1 + i] = padded.getInt32(4 * i)
    this.of[place] = one
  }
}
