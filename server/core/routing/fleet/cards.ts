// GPUs by name and memory, each kept once under a number of 8 bits. Nodes state them, so there may be more than fit: those nodes are
// asked themselves.

import { gpuName } from '../hardware'
import type { FleetNode, RouteRequest } from '../types'
import { Interned } from './interned'

/** The number of whatever does not fit. */
export const unlisted = 255

/** `name` as `gpuName` has it. */
export type Card = { readonly key: string; readonly name: string; readonly vramGb: number }

export class Cards {
  private readonly interned = new Interned<Card>(({ key }) => key)

  take(node: FleetNode): number {
    const number = this.interned.take(`${node.vramGb} ${node.gpu}`, (key) => cardOf(node, key))
    if (number < unlisted) return number
    this.interned.release(number)
    return unlisted
  }

  release(number: number): void {
    if (number !== unlisted) this.interned.release(number)
  }

  /** Null for `unlisted`. */
  at(number: number): Card | null {
    return this.interned.values[number] ?? null
  }
}

export const cardOf = ({ gpu, vramGb }: FleetNode, key = ''): Card => ({ key, name: gpuName(gpu), vramGb })

/** What a job asks of a card, its name as `gpuName` has it. */
export type CardAsked = { readonly name: string | null; readonly minVramGb: number | null }

export const cardAsked = ({ gpu, minVramGb }: RouteRequest['requirements']): CardAsked => ({
  name: gpu === null ? null : gpuName(gpu),
  minVramGb,
})

/** As the filter `hardware` has it. */
export function serves({ name, vramGb }: Card, asked: CardAsked): boolean {
  return (asked.minVramGb === null || vramGb >= asked.minVramGb) && (asked.name === null || name === asked.name)
}
