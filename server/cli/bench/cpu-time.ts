/** CPU of this whole process, garbage collection and compilation included. */
export type Measured = { nsPerOp: number; ops: number }

const cpuMicroseconds = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** Collects what was left behind, and waits until no other thread of this process is busy sweeping up. */
export async function collected(): Promise<void> {
  global.gc?.()
  const slice = 50
  for (let before = cpuMicroseconds(); ; before = cpuMicroseconds()) {
    await new Promise((resolve) => setTimeout(resolve, slice))
    if (cpuMicroseconds() - before < (slice * 1000) / 20) return
  }
}

/** Runs `op` for at least `ms` of wall time, at least once; its argument counts on from round to round. */
export function measureCpu(ms: number, from: number, op: (i: number) => void): Measured {
  return measureRuns(ms, from, (at, count) => {
    for (let i = 0; i < count; i++) op(at + i)
  })
}

/** The same of what takes some nanoseconds, where being called each time would be half of it: `run` goes through `count` of them by itself. */
export function measureRuns(ms: number, from: number, run: (at: number, count: number) => void): Measured {
  const startedAt = performance.now()
  const startedCpu = cpuMicroseconds()
  let ops = 0
  for (let chunk = 1; ; ) {
    const chunkAt = performance.now()
    run(from + ops, chunk)
    ops += chunk
    const now = performance.now()
    if (now - startedAt >= ms) break
    // Looking at the clock about every millisecond costs nothing that counts.
    if (now - chunkAt < 1) chunk *= 2
  }
  return { nsPerOp: ((cpuMicroseconds() - startedCpu) * 1000) / ops, ops }
}
