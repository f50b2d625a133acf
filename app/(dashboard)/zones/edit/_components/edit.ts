import { withZone } from '@/server/core/config/edit/with-zone'
import type { Finding } from '@/server/core/config/finding'
import type { Config, Zone } from '@/server/core/config/schema'

/** The draft's own edit: `step` names edits that undo as one, e.g. the letters of a word. */
export type Edit = (recipe: (config: Config) => Config, options?: { step?: string }) => void
export type ChangeZone = (change: (zone: Zone) => Zone, step?: string) => void

export type ZoneFormProps = { zone: Zone; config: Config; findings: readonly Finding[]; change: ChangeZone }

export const changerOf =
  (edit: Edit, code: string): ChangeZone =>
  (change, step) =>
    edit((config) => withZone(config, code, change), step === undefined ? {} : { step: `${code} ${step}` })

/** Those of one zone, with paths from the zone on: `countries[0]`, `polygons.coordinates[1]`; of the zone itself an empty one. */
export function findingsOf(findings: readonly Finding[], index: number): Finding[] {
  const prefix = `zones[${index}]`
  return findings.flatMap((finding) =>
    finding.path === prefix || finding.path.startsWith(`${prefix}.`) ? [{ ...finding, path: finding.path.slice(prefix.length + 1) }] : [],
  )
}
