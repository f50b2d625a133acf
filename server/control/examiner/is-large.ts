const largeFrom = 20_000

/** Whether a document holds so many values that looking at it would hold others up. Stops counting there. */
export function isLarge(document: unknown): boolean {
  const stack = [document]
  let count = 0
  while (stack.length > 0) {
    const value = stack.pop()
    if (typeof value !== 'object' || value === null) continue
    const items = Array.isArray(value) ? value : Object.values(value)
    count += items.length
    if (count > largeFrom) return true
    for (const item of items) stack.push(item)
  }
  return false
}
