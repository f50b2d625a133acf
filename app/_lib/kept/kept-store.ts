// What somebody typed and did not send yet, by the place that it was typed in. It outlives the field: closing a sheet, another
// tab or another screen loses nothing. In memory alone, so that it goes with whoever signs out.

import { isEqual } from '@/server/core/json/share'

export class KeptStore {
  readonly #kept = new Map<string, unknown>()
  readonly #listeners = new Set<() => void>()

  read = (place: string): unknown => this.#kept.get(place)

  isEmpty = (): boolean => this.#kept.size === 0

  /** What is as it was at first was not typed, and is nothing to lose. */
  keep = (place: string, value: unknown, initial: unknown): void => {
    if (isEqual(value, initial)) this.forget(place)
    else {
      this.#kept.set(place, value)
      this.#tell()
    }
  }

  forget = (place: string): void => {
    if (this.#kept.delete(place)) this.#tell()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
