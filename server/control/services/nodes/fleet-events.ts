import { packRows } from '@/server/core/bytes/rows'
import { aTurn } from '@/server/platform/in-slices'
import type { FleetEvent } from './schemas'

/** An event's rows at most, so that 100,000 hold up neither end. */
const mostRows = 10_000

/** A change as events, packed in parts. */
export async function* fleetEvents<T>(
  at: number,
  upsert: readonly T[],
  toRow: (each: T) => object,
  remove: string[],
  isFull: boolean,
): AsyncGenerator<FleetEvent> {
  for (let from = 0; from === 0 || from < upsert.length; from += mostRows) {
    if (from > 0) await aTurn()
    const isFirst = from === 0
    const nodes = packRows(upsert.slice(from, from + mostRows).map(toRow))
    yield { type: isFull && isFirst ? 'full' : 'delta', at, nodes, remove: isFirst ? remove : [], more: from + mostRows < upsert.length }
  }
}
