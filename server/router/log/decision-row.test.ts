import fc from 'fast-check'
import { expect, it } from 'vitest'
import { likeJobs } from '@/server/core/testing/arbitraries'
import { check, run, withConfig } from '@/server/core/testing/laws-kit'
import type { Asked } from '@/server/core/testing/oracle'
import { newDecisionId } from '../route/decision-id'
import { CopyWriter, rowEnd } from './copy-writer'
import { writeDecision } from './decision-row'

const id = newDecisionId(Date.now())

/** All columns but the last, the trace: how that is read back is tested where it is packed. */
function columnsOf(asked: Asked): string[] {
  const to = new CopyWriter(16)
  writeDecision(to, { id, at: asked.now, routerId: 'r', decision: run(asked), leaseId: null, simulated: false, tookUs: 7 })
  const row = Buffer.from(to.written())
  expect(rowEnd(row, 0)).toBe(row.length)
  const columns: string[] = []
  for (let at = 2; at < row.length; ) {
    const length = row.readInt32BE(at)
    at += 4
    columns.push(length < 0 ? 'null' : row.toString('latin1', at, at + length))
    at += Math.max(0, length)
  }
  return columns.slice(0, -1)
}

it('what is copied from an earlier row is what would have been written', { timeout: 60_000 }, () => {
  check(
    fc.property(likeJobs, (jobs) => {
      for (const job of jobs) {
        const columns = columnsOf(job)
        // Under a configuration of its own nothing is known of the policy or the route.
        expect(columnsOf(withConfig(job, () => ({})))).toEqual(columns)
        expect(columnsOf(job)).toEqual(columns)
      }
    }),
    100,
  )
})
