// What a publish means, in sentences: effects first (who moves, who loses), then the fields that were edited.

import type { ConfigDiff } from '@/server/core/config/diff'
import { countryName } from '../../_lib/country-name'
import { plural } from '../../_lib/format'

type Counts = { relabelled: number; entering: number; leaving: number }
export type Effect = { id: string; text: string; detail: string[] }

const listed = 40

export function effectsOf(diff: ConfigDiff & { nodeCounts?: Counts }): Effect[] {
  return [...movedCountries(diff), ...touchedPolicies(diff), ...changedNodes(diff), ...changedOrigins(diff)]
}

function movedCountries({ moved }: ConfigDiff): Effect[] {
  const byMove = new Map<string, { from: string | null; to: string | null; codes: string[] }>()
  for (const { code, from, to } of moved) {
    const group = byMove.get(`${from} ${to}`) ?? { from, to, codes: [] }
    group.codes.push(code)
    byMove.set(`${from} ${to}`, group)
  }
  return [...byMove.values()].map(({ from, to, codes }) => ({
    id: `moved ${from} ${to}`,
    text: `${plural(codes.length, codes.every(isCountry) ? 'country moves' : 'place moves', codes.every(isCountry) ? 'countries move' : 'places move')} from ${zone(from)} to ${zone(to)}`,
    detail: cut(codes.map((code) => (isCountry(code) ? `${countryName(code)} ${code}` : code))),
  }))
}

function touchedPolicies({ policies }: ConfigDiff): Effect[] {
  return policies.touched.map(({ by, edited, through, gained, lost }) => ({
    id: `policy ${by}`,
    text: edited
      ? `${by === 'platform' ? 'The network boundary' : by} is edited`
      : `${by} is touched through ${through.join(', ') || 'the network boundary'}`,
    detail: [
      ...(gained.length > 0 ? [`gains ${cut(gained.map(named)).join(', ')}`] : []),
      ...(lost.length > 0 ? [`loses ${cut(lost.map(named)).join(', ')}`] : []),
    ],
  }))
}

function changedNodes({ nodes, nodeCounts }: ConfigDiff & { nodeCounts?: Counts }): Effect[] {
  const list = nodes ?? []
  const of = (id: string, how: number, text: string, detail: string[]): Effect[] =>
    how > 0 ? [{ id, text: `${plural(how, 'node')} ${text}`, detail: cut(detail) }] : []
  const counts = nodeCounts ?? {
    relabelled: list.filter(({ from, to }) => from !== to).length,
    entering: list.filter(({ enters }) => enters.length > 0).length,
    leaving: list.filter(({ leaves }) => leaves.length > 0).length,
  }
  return [
    ...of(
      'relabelled',
      counts.relabelled,
      'relabelled',
      list.filter(({ from, to }) => from !== to).map(({ id, from, to }) => `${id}: ${zone(from)} → ${zone(to)}`),
    ),
    ...of(
      'leaving',
      counts.leaving,
      'leave a boundary',
      list.flatMap(({ id, leaves }) => (leaves.length > 0 ? [`${id}: ${leaves.join(', ')}`] : [])),
    ),
    ...of(
      'entering',
      counts.entering,
      'enter a boundary',
      list.flatMap(({ id, enters }) => (enters.length > 0 ? [`${id}: ${enters.join(', ')}`] : [])),
    ),
  ]
}

function changedOrigins({ origins }: ConfigDiff): Effect[] {
  if (!origins || origins.length === 0) return []
  const jobs = origins.reduce((sum, origin) => sum + origin.jobs, 0)
  return [
    {
      id: 'origins',
      text: `The origins of ${plural(jobs, 'recent job')} prefer another zone`,
      detail: cut(
        origins.map(
          ({ country, from, to, jobs: some }) =>
            `${country ? named(country) : 'unknown country'}: ${zone(from)} → ${zone(to)}, ${plural(some, 'job')}`,
        ),
      ),
    },
  ]
}

const zone = (code: string | null) => code ?? 'no zone'
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code)
const named = (code: string) => (isCountry(code) ? `${countryName(code)} ${code}` : code)
const cut = (items: string[]): string[] =>
  items.length <= listed ? items : [...items.slice(0, listed), `and ${items.length - listed} more`]
