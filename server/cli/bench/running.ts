type Stoppable = { stop(): Promise<void> }

const running = new Set<Stoppable>()

/** Remembers a started process, so that an interrupted run ends it too. */
export function started<T extends Stoppable>(process: T): T {
  const own: T = {
    ...process,
    async stop() {
      running.delete(own)
      await process.stop()
    },
  }
  running.add(own)
  return own
}

/** Ends whatever still runs. */
export async function endAll(): Promise<void> {
  await Promise.allSettled([...running].map((process) => process.stop()))
}
