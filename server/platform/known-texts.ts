const SLOTS = 256

/** Texts that come again and again, found by their bytes: a string is made of the first only, and looked at then. */
export class KnownTexts {
  private readonly texts: (string | null)[] = new Array(SLOTS).fill(null)

  /** `take`: what a text stands for; null where it is not taken. It is asked for each text once, or now and then again. */
  constructor(private readonly take: (text: string) => string | null) {}

  /** Of bytes that are ASCII. */
  get(bytes: Buffer, from: number, to: number): string | null {
    let hash = to - from
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1)
    const known = this.texts[slot]!
    return known !== null && isAt(known, bytes, from, to) ? known : this.enter(slot, bytes.toString('latin1', from, to))
  }

  private enter(slot: number, text: string): string | null {
    const taken = this.take(text)
    if (taken !== null) this.texts[slot] = taken
    return taken
  }
}

function isAt(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false
  for (let i = from; i < to; i++) if (text.charCodeAt(i - from) !== bytes[i]) return false
  return true
}
