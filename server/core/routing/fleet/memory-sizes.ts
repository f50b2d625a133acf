// Sizes of GPU memory by a number of 8 bits. Nodes state them, so there may be more than fit: those are asked themselves.

import type { FleetNode } from '../types'

export const unlisted = 255

export class MemorySizes {
  /** GB by number. */
  readonly vramGb: number[] = []
  private readonly ids = new Map<number, number>()

  idOf({ vramGb }: FleetNode): number {
    const known = this.ids.get(vramGb)
    if (known !== undefined) return known
    const id = this.vramGb.length
    if (id === unlisted) return unlisted
    this.ids.set(vramGb, id)
    this.vramGb.push(vramGb)
    return id
  }
}
