// Who may be in the pools of a Subcloud that takes only opted-in nodes: to look at all would hold up its first job.

import type { CompiledConfig } from '../../config/compiled'
import { optInsOf } from '../membership'
import type { FleetNode } from '../types'

export class OptIns {
  /** By slug. */
  private readonly slots = new Map<string, Set<number>>()

  constructor(private readonly config: CompiledConfig) {}

  of(slug: string): ReadonlySet<number> {
    return this.slots.get(slug) ?? nobody
  }

  put(slot: number, node: FleetNode): void {
    for (const slug of this.slugsOf(node)) {
      const slots = this.slots.get(slug)
      if (slots === undefined) this.slots.set(slug, new Set([slot]))
      else slots.add(slot)
    }
  }

  remove(slot: number): void {
    for (const slots of this.slots.values()) slots.delete(slot)
  }

  private slugsOf(node: FleetNode): Iterable<string> {
    try {
      return optInsOf(node, this.config)
    } catch {
      return noSlugs
    }
  }
}

const nobody: ReadonlySet<number> = new Set()
const noSlugs: readonly string[] = []
