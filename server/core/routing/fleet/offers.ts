// What nodes offer: each offer kept once, and of each slot the number of its own. Among millions of nodes there are thousands of
// offers, so one is kept as a text, a character for each of its names in order: mostly that takes a byte.

import type { FleetNode } from '../types'
import { Interned } from './interned'

/** The names of an offer. */
export type Offer = { readonly environments: readonly string[]; readonly models: readonly string[] }

/** Numbers that two bytes hold, beside nothing. */
const mostNarrow = 0xffff
/** Characters that are only half of one. */
const halves = { from: 0xd800, count: 0x800 }
/** Characters above it take two places in a text. */
const lastShort = 0xffff
const lastCharacter = 0x10ffff
const kinds = 3
/** Names of a kind that there are characters for: 370,687. */
const mostNames = Math.floor((lastCharacter - halves.count - kinds) / kinds) + 1
const nothing: readonly string[] = []

export class Offers {
  readonly environments = new Interned(itself)
  readonly models = new Interned(itself)
  /** Subclouds that some node may not join for a while. */
  private readonly cooling = new Interned(itself)
  private readonly names = [this.environments, this.models, this.cooling] as const
  private readonly interned = new Interned(itself)
  /** By slot the number of its offer plus 1; 0 where there is no node. Wider once there are so many offers. */
  private bySlot: Uint16Array | Int32Array = new Uint16Array(0)

  /** By number. */
  get texts(): readonly (string | undefined)[] {
    return this.interned.values
  }

  /** Whether the slot is a node's. */
  has(slot: number): boolean {
    return this.bySlot[slot] !== 0
  }

  numberAt(slot: number): number {
    return this.bySlot[slot]! - 1
  }

  at(slot: number): Offer {
    return this.offer(this.numberAt(slot))
  }

  offer(number: number): Offer {
    const environments: string[] = []
    const models: string[] = []
    this.read(number, (kind, name) => {
      if (kind === 0) environments.push(this.environments.values[name]!)
      else if (kind === 1) models.push(this.models.values[name]!)
    })
    return { environments, models }
  }

  /** What stands for the environment in texts; null where none has it. */
  environmentMark(name: string): string | null {
    return markOf(0, this.environments.idOf(name))
  }

  modelMark(name: string): string | null {
    return markOf(1, this.models.idOf(name))
  }

  set(slot: number, number: number): void {
    if (number >= mostNarrow && this.bySlot instanceof Uint16Array) this.bySlot = Int32Array.from(this.bySlot)
    this.bySlot[slot] = number + 1
  }

  /** The slot is no node's any more. */
  clear(slot: number): void {
    this.release(this.numberAt(slot))
    this.bySlot[slot] = 0
  }

  take({ environments, models, cooling }: FleetNode): number {
    const codes: number[] = []
    this.takeNames(0, environments, codes)
    this.takeNames(1, models, codes)
    this.takeNames(2, cooling, codes)
    return this.interned.take(String.fromCodePoint(...codes.sort(ascending)), itself)
  }

  private takeNames(kind: number, names: readonly string[] = nothing, codes: number[]): void {
    for (const name of names) {
      const number = this.names[kind]!.take(name, itself)
      const code = codeOf(kind, number)
      // Nodes state names: one more than there can be is not offered, and costs nobody else anything.
      if (number >= mostNames || codes.includes(code)) this.names[kind]!.release(number)
      else codes.push(code)
    }
  }

  release(offer: number): void {
    this.read(offer, (kind, name) => this.names[kind]!.release(name))
    this.interned.release(offer)
  }

  private read(offer: number, each: (kind: number, name: number) => void): void {
    const text = this.texts[offer]!
    for (let i = 0; i < text.length; i++) {
      const point = text.codePointAt(i)!
      if (point > lastShort) i++
      const rank = point < halves.from ? point : point - halves.count
      const kind = rank % kinds
      each(kind, (rank - kind) / kinds)
    }
  }

  /** Whether any node may not join the Subcloud just now: though it takes any node it then needs pools of its own. */
  isCooling(slug: string): boolean {
    return this.cooling.idOf(slug) !== undefined
  }

  reserve(count: number): void {
    if (count <= this.bySlot.length) return
    const bySlot = this.bySlot instanceof Uint16Array ? new Uint16Array(count) : new Int32Array(count)
    bySlot.set(this.bySlot)
    this.bySlot = bySlot
  }
}

function itself(text: string): string {
  return text
}

const ascending = (a: number, b: number) => a - b

/** The character of a name. */
function codeOf(kind: number, number: number): number {
  const rank = kinds * number + kind
  return rank < halves.from ? rank : rank + halves.count
}

function markOf(kind: number, number: number | undefined): string | null {
  return number === undefined ? null : String.fromCodePoint(codeOf(kind, number))
}
