import { setTimeout as sleep } from 'node:timers/promises'

/** Waits, or returns at once when the caller has left. */
export async function waiting(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
