import { isEqual } from '@/server/core/json/share'

const maxSteps = 200

/** What a document was before each edit, and after those that were taken back. */
export class EditHistory<T> {
  #past: T[] = []
  #future: T[] = []
  #lastStep: string | null = null

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Before an edit. Edits in a row with the same name are one step to undo. */
  record(before: T, step: string | null): void {
    if (step === null || step !== this.#lastStep) {
      this.#past.push(before)
      if (this.#past.length > maxSteps) this.#past.shift()
    }
    this.#lastStep = step
    this.#future = []
  }

  undo(now: T): T | undefined {
    return this.#step(this.#past, this.#future, now)
  }

  redo(now: T): T | undefined {
    return this.#step(this.#future, this.#past, now)
  }

  /** This document is as far back as one can go. */
  startAt(document: T): void {
    const at = this.#past.findLastIndex((each) => isEqual(each, document))
    this.#past = at < 0 ? [document] : this.#past.slice(at)
  }

  forget(): void {
    this.#past = []
    this.#future = []
    this.#lastStep = null
  }

  #step(from: T[], to: T[], now: T): T | undefined {
    const next = from.pop()
    if (next === undefined) return undefined
    to.push(now)
    this.#lastStep = null
    return next
  }
}
