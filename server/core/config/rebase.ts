// Two people changed one document: what each changed, put together. Zones, jurisdictions, Subclouds and overrides are met
// by their code; lists whose order says nothing merge as sets. What both changed differently is a conflict, and named.

import { isEqual, isRecord } from '../json/share'

export type Side = 'mine' | 'theirs'
export type RebaseConflict = {
  /** Like `zones[EU].name`: entities by their code, since positions shift. */
  path: string
  base: unknown
  mine: unknown
  theirs: unknown
}
export type Rebased<T> = { document: T; conflicts: RebaseConflict[] }

const keys: ReadonlySet<string> = new Set(['code', 'slug', 'cidr'])
const sets: ReadonlySet<string> = new Set(['countries', 'subdivisions', 'models', 'approved', 'assigned', 'bans'])
/** A field that is not there. */
const absent = undefined

/** My changes since `base`, on top of theirs. Where both changed the same thing, `prefer` decides and the conflict is listed. */
export function rebase<T>(base: T, mine: T, theirs: T, prefer: Side = 'mine'): Rebased<T> {
  const conflicts: RebaseConflict[] = []
  return { document: merge(base, mine, theirs, '', { prefer, conflicts }) as T, conflicts }
}

type Run = { prefer: Side; conflicts: RebaseConflict[] }

function merge(base: unknown, mine: unknown, theirs: unknown, path: string, run: Run): unknown {
  if (isEqual(mine, theirs) || isEqual(base, mine)) return theirs
  if (isEqual(base, theirs)) return mine
  if (isRecord(mine) && isRecord(theirs)) return mergeFields(isRecord(base) ? base : {}, mine, theirs, path, run)
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const from = Array.isArray(base) ? base : []
    const key = keyOf([...from, ...mine, ...theirs])
    if (key !== null && [from, mine, theirs].every((list) => isUnique(list, key)))
      return mergeEntities(from, mine, theirs, { path, key }, run)
    if (sets.has(path.slice(path.lastIndexOf('.') + 1))) return mergeSets(from, mine, theirs)
  }
  run.conflicts.push({ path, base, mine, theirs })
  return run.prefer === 'mine' ? mine : theirs
}

type Fields = Record<string, unknown>

function mergeFields(base: Fields, mine: Fields, theirs: Fields, path: string, run: Run): Fields {
  const result: Fields = {}
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = merge(base[key], mine[key], theirs[key], path === '' ? key : `${path}.${key}`, run)
    if (value !== absent) result[key] = value
  }
  return result
}

/** In their order; what I added follows. */
function mergeEntities(
  base: unknown[],
  mine: unknown[],
  theirs: unknown[],
  { path, key }: { path: string; key: string },
  run: Run,
): unknown[] {
  const by = (list: unknown[]) => new Map(list.map((item) => [String((item as Fields)[key]), item]))
  const [from, own, other] = [by(base), by(mine), by(theirs)]
  return [...new Set([...other.keys(), ...own.keys()])].flatMap((id) => {
    const item = merge(from.get(id), own.get(id), other.get(id), `${path}[${id}]`, run)
    return item === absent ? [] : [item]
  })
}

function mergeSets(base: unknown[], mine: unknown[], theirs: unknown[]): unknown[] {
  const dropped = new Set(base.filter((item) => !mine.includes(item)))
  const added = mine.filter((item) => !base.includes(item) && !theirs.includes(item))
  return [...theirs.filter((item) => !dropped.has(item)), ...added]
}

function keyOf(items: readonly unknown[]): string | null {
  const first = items[0]
  if (!isRecord(first)) return null
  const key = Object.keys(first).find((field) => keys.has(field)) ?? null
  return key !== null && items.every((item) => isRecord(item) && typeof item[key] === 'string') ? key : null
}

const isUnique = (list: readonly unknown[], key: string) => new Set(list.map((item) => (item as Fields)[key])).size === list.length
