/** One line about every two seconds, and one at the end. */
export class Progress {
  readonly #what: string
  readonly #goal: number
  readonly #say: (line: string) => void
  readonly #startedAt = performance.now()
  #saidAt = this.#startedAt
  #done = 0

  constructor(what: string, goal: number, say: (line: string) => void) {
    this.#what = what
    this.#goal = goal
    this.#say = say
  }

  add(count: number, more = ''): void {
    this.#done += count
    if (performance.now() - this.#saidAt < 2_000) return
    this.#saidAt = performance.now()
    this.#line(more)
  }

  end(more = ''): void {
    this.#line(more)
  }

  #line(more: string): void {
    const seconds = (performance.now() - this.#startedAt) / 1000
    const rate = Math.round(this.#done / seconds)
    this.#say(`${this.#what}: ${grouped(this.#done)} of ${grouped(this.#goal)}, ${grouped(rate)} a second${more && `; ${more}`}`)
  }
}

const grouped = (value: number): string => value.toLocaleString('en-US')
