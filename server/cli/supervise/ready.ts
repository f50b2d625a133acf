import { setTimeout as sleep } from 'node:timers/promises'

export type Readiness = { ok: true } | { ok: false; detail: string }

/** One look at `/readyz`: ready, or why not. */
export async function readiness(url: string): Promise<Readiness> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })
    if (answer.ok) return { ok: true }
    return { ok: false, detail: (await answer.text()).slice(0, 300) }
  } catch (error) {
    const { cause, message } = error as Error
    return { ok: false, detail: cause instanceof Error ? cause.message : message }
  }
}

/** Waits until it is ready. Gives up when `shouldGiveUp` says why, or at the deadline. */
export async function waitUntilReady(url: string, timeoutMs: number, shouldGiveUp: () => string | null): Promise<Readiness> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(100)) {
    const now = await readiness(url)
    if (now.ok) return now
    const reason = shouldGiveUp()
    if (reason) return { ok: false, detail: reason }
    if (Date.now() > deadline) return now
  }
}
