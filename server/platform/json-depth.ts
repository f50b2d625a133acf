/** Counts brackets outside strings on the raw bytes: no recursion has happened yet. */
export function isDeeperThan(body: Buffer, maxDepth: number): boolean {
  let depth = 0
  let isInString = false
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]
    if (isInString) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) isInString = false
    } else if (byte === 0x22) isInString = true
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return false
}
