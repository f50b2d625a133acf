// What two decisions about one request differ in, in the order in which it matters.

import type { Decision } from '../routing/types'

export type Outline = Pick<
  Decision,
  'outcome' | 'preferredZone' | 'servedZone' | 'servedCountry' | 'rung' | 'nodeId' | 'gate' | 'geoApplied' | 'revision'
> & { code: string | null; boundaryHash: string }

export type Aspect = keyof Outline
export type Difference = { what: Aspect; before: string; after: string }

const aspects = [
  'outcome',
  'code',
  'servedZone',
  'servedCountry',
  'rung',
  'nodeId',
  'preferredZone',
  'geoApplied',
  'gate',
  'boundaryHash',
  'revision',
] as const satisfies readonly Aspect[]

type Outlined = Omit<Outline, 'code' | 'boundaryHash'> & { refusal: { code: string } | null; boundary: Pick<Decision['boundary'], 'hash'> }

/** Also of a decision as a role may see it. */
export function outlineOf(decision: Outlined): Outline {
  const { outcome, preferredZone, servedZone, servedCountry, rung, nodeId, gate, geoApplied, revision } = decision
  const code = decision.refusal?.code ?? null
  return {
    outcome,
    code,
    preferredZone,
    servedZone,
    servedCountry,
    rung,
    nodeId,
    gate,
    geoApplied,
    revision,
    boundaryHash: decision.boundary.hash,
  }
}

export function differences(before: Outline, after: Outline): Difference[] {
  return aspects
    .filter((what) => before[what] !== after[what])
    .map((what) => ({ what, before: word(before[what]), after: word(after[what]) }))
}

const word = (value: Outline[Aspect]) => (value === null ? 'none' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value))
