// Log ingest: rows made and spooled as the router does, while its own drain moves them into a real PostgreSQL.

import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import { decide } from '@/server/core/routing/decide'
import { createPool } from '@/server/platform/db/pool'
import { CopyWriter } from '@/server/router/log/copy-writer'
import { type Logged, writeDecision } from '@/server/router/log/decision-row'
import { Drain } from '@/server/router/log/drain'
import { Spool } from '@/server/router/log/spool'
import { newDecisionId } from '@/server/router/route/decision-id'
import { measureCpu } from '../cpu-time'
import type { Options, Prepared } from '../subjects'
import { createWorld } from '../world'
import { at } from '../world-nodes'

const MiB = 1024 * 1024
const rowsATurn = 64

export function prepareLog({ url, dataDir, rows }: Options): Prepared {
  const count = Number(rows)
  const world = createWorld(1_000)
  const { requests, seeds } = world
  const snapshot = world.snapshot()
  const pool = createPool(String(url), { max: 2, applicationName: 'bench log' })
  const log = pino({ level: 'warn' }, pino.destination(2))
  // Few, as what a router logs it has just made: it lies in the cache.
  const decided = requests.slice(0, 64).map((request, i) => decide(snapshot, request, { now: at, seed: seeds[i]! }))
  const logged = (i: number): Logged => {
    const now = Date.now()
    const decision = decided[i % decided.length]!
    return { id: newDecisionId(now), at: now, routerId: 'bench', decision, isLeased: true, simulated: false, tookUs: 100 }
  }
  const writer = new CopyWriter()
  const encode = (i: number) => {
    writer.clear()
    writeDecision(writer, logged(i))
    return writer.length
  }
  const bytes = decided.reduce((sum, _, i) => sum + encode(i), 0) / decided.length

  // One for all rounds, as a router has one for its life: what it keeps to use again it has by then.
  const spool = new Spool({ dir: mkdtempSync(path.join(String(dataDir), 'spool-')), maxBytes: 4096 * MiB, segmentBytes: 16 * MiB, log })
  let left = 0
  let done = () => {}
  const onDrained = (moved: number) => {
    left -= moved
    if (left <= 0) done()
  }
  new Drain({ spool, pool, log, onDrained }).start()

  async function drained(): Promise<{ wallMs: number; cpuUs: number }> {
    left = count
    const finished = new Promise<void>((resolve) => {
      done = resolve
    })
    const startedAt = performance.now()
    const startedCpu = process.cpuUsage()
    // While it drains, rows go on being written, in turns as a busy router has them.
    for (let i = 0; i < count; i++) {
      const written = spool.append('F', writeDecision, logged(i))
      if (i % rowsATurn === rowsATurn - 1 || i === count - 1) await written
    }
    await finished
    const { user, system } = process.cpuUsage(startedCpu)
    return { wallMs: performance.now() - startedAt, cpuUs: user + system }
  }

  let last = { wallMs: Number.NaN, cpuUs: Number.NaN }
  return {
    facts: { rows: count, bytesPerRow: Math.round(bytes) },
    subjects: {
      rowsPerSecond: async () => {
        last = await drained()
        return { nsPerOp: (1000 * count) / last.wallMs, ops: count }
      },
      cpuPerRow: () => ({ nsPerOp: (1000 * last.cpuUs) / count, ops: count }),
      encode: (ms) => measureCpu(ms, 0, encode),
    },
  }
}
