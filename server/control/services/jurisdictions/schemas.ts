import type { Jurisdiction } from '@/server/core/config/schema'

export type JurisdictionRow = Jurisdiction & {
  reviewOverdue: boolean
  /** Who refers to it, as far as the actor may know: policies, keys, the platform. */
  usedBy: string[]
}
export type JurisdictionList = { revision: number; items: JurisdictionRow[] }
