import { AWAY_AFTER_MS, ROUTER_GONE_AFTER_S } from './load-pulse'

/**
 * Which routers are alive, and where. One that Postgres has not heard of for a while is gone; but where Postgres itself was away
 * nobody could be heard of, and who was alive before has the time to announce itself again.
 */
export class KnownRouters {
  private lookedAt = Number.NEGATIVE_INFINITY
  private patientUntil = Number.NEGATIVE_INFINITY
  /** Advertised URLs by id. */
  urls: ReadonlyMap<string, string> = new Map()

  /** `heard`: those that Postgres has heard of lately. */
  take(heard: ReadonlyMap<string, string>, now: number): void {
    if (now - this.lookedAt > AWAY_AFTER_MS) this.patientUntil = now + ROUTER_GONE_AFTER_S * 1000
    this.lookedAt = now
    this.urls = now < this.patientUntil ? new Map([...this.urls, ...heard]) : heard
  }
}
