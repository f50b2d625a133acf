import fc from 'fast-check'
import { expect, it } from 'vitest'
import { unpackTrace } from '@/server/core/routing/stored/unpack-trace'
import { likeJobs } from '@/server/core/testing/arbitraries'
import { check, run, withConfig } from '@/server/core/testing/laws-kit'
import type { Asked } from '@/server/core/testing/oracle'
import { newDecisionId } from '../route/decision-id'
import { CopyWriter, rowEnd } from './copy-writer'
import { decisionColumns, type Logged, writeDecision } from './decision-row'

/** All columns, the trace as it is read back. */
function columnsOf(asked: Asked, { isLeased, routerId }: Pick<Logged, 'isLeased' | 'routerId'>): string[] {
  const id = newDecisionId(Date.now())
  const to = new CopyWriter(16)
  writeDecision(to, { id, at: asked.now, routerId, decision: run(asked), isLeased, simulated: false, tookUs: 7 })
  const row = Buffer.from(to.written())
  expect(rowEnd(row, 0)).toBe(row.length)
  let at = 2
  return decisionColumns.split(', ').map((column) => {
    const length = row.readInt32BE(at)
    at += 4 + Math.max(0, length)
    if (length < 0) return 'null'
    if (column === 'trace_packed') return JSON.stringify(unpackTrace(row.subarray(at - length, at)))
    return column === 'id' ? row.toString('hex', at - length, at) : row.toString('latin1', at - length, at).replace(id, 'its id')
  })
}

it('what is copied from an earlier row is what would have been written', () => {
  check(
    fc.property(likeJobs, fc.boolean(), fc.constantFrom('r', 'r-other'), (jobs, isLeased, routerId) => {
      for (const job of jobs) {
        const [id, ...columns] = columnsOf(job, { isLeased, routerId })
        expect(columns.includes(`${routerId}.its id`)).toBe(isLeased)
        // Under a configuration of its own nothing is known of the policy or the route.
        for (const again of [withConfig(job, () => ({})), job]) {
          const [otherId, ...others] = columnsOf(again, { isLeased, routerId })
          expect(others).toEqual(columns)
          expect(otherId).not.toBe(id)
        }
      }
    }),
    100,
  )
})
