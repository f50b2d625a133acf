// Values that many nodes share, each kept once under a small number for as long as a node has it.

export class Interned<T> {
  readonly values: (T | undefined)[] = []
  private readonly ids = new Map<string, number>()
  private readonly counts: number[] = []
  private readonly free: number[] = []

  constructor(private readonly keyOf: (value: T) => string) {}

  get size(): number {
    return this.values.length
  }

  idOf(key: string): number | undefined {
    return this.ids.get(key)
  }

  /** How many times it is in use. */
  countOf(id: number): number {
    return this.counts[id]!
  }

  /** The number of this key's value, used once more. */
  take(key: string, make: (key: string) => T): number {
    let id = this.ids.get(key)
    if (id === undefined) {
      id = this.free.pop() ?? this.values.length
      this.ids.set(key, id)
      this.values[id] = make(key)
      this.counts[id] = 0
    }
    this.counts[id]!++
    return id
  }

  release(id: number): void {
    if (--this.counts[id]! > 0) return
    this.ids.delete(this.keyOf(this.values[id]!))
    this.values[id] = undefined
    this.free.push(id)
  }
}
