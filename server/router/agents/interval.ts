const INTERVAL_S = 15
const JITTER = 0.1
const LIVE_AT_LEAST_MS = 45_000

/** Until the next heartbeat, in seconds, spread so that a restart's registrations do not stay in step. */
export function nextIntervalS(random: () => number = Math.random): number {
  return Math.round(INTERVAL_S * (1 - JITTER + 2 * JITTER * random()) * 10) / 10
}

/** How long a message keeps its node live: three intervals, at least 45 s. */
export function liveForMs(intervalS: number): number {
  return Math.max(LIVE_AT_LEAST_MS, 3 * intervalS * 1000)
}
