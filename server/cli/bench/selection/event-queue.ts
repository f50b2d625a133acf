/** What happens when: a binary heap on time; equal times in the order they were put in. */
export class EventQueue<T> {
  readonly #heap: { at: number; order: number; event: T }[] = []
  #order = 0

  add(at: number, event: T): void {
    const heap = this.#heap
    const entry = { at, order: this.#order++, event }
    let i = heap.push(entry) - 1
    for (let up = (i - 1) >> 1; i > 0 && isBefore(entry, heap[up]!); up = (i - 1) >> 1) {
      heap[i] = heap[up]!
      i = up
    }
    heap[i] = entry
  }

  next(): { at: number; event: T } | null {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || first === last) return first ?? null
    let i = 0
    for (let down = 1; down < heap.length; down = 2 * i + 1) {
      if (down + 1 < heap.length && isBefore(heap[down + 1]!, heap[down]!)) down++
      if (!isBefore(heap[down]!, last)) break
      heap[i] = heap[down]!
      i = down
    }
    heap[i] = last
    return first
  }
}

type Timed = { at: number; order: number }
const isBefore = (a: Timed, b: Timed): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
