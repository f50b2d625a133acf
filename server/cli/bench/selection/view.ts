import { routers } from './demand'
import type { SimNode } from './world'

const ratedBy = 0.1

/**
 * How a report and the leases that it overlaps are read together. `greater`: the greater of the two counts until the next report.
 * `beside`: of a report only what was not leased then is the node's other work, and that stands beside the leases of now.
 */
export type Reading = 'greater' | 'beside'

/**
 * What routers know of nodes, as the product knows it: in-flight work as last reported by heartbeat, a router's own leases at once,
 * the others' as last shared, and a moving failure rate.
 */
export class View {
  readonly #reading: Reading
  readonly #reported: readonly Float64Array[]
  readonly #own: readonly Float64Array[]
  readonly #others: readonly Float64Array[]
  readonly #failures: Float64Array

  constructor(nodes: number, reading: Reading) {
    const each = () => Array.from({ length: routers }, () => new Float64Array(nodes))
    this.#reading = reading
    this.#reported = each()
    this.#failures = new Float64Array(nodes)
    this.#own = each()
    this.#others = each()
  }

  /** Used slots in shares of all; 1 and more is full. */
  load(router: number, { index, slots }: SimNode): number {
    const reported = this.#reported[router]![index]!
    const leased = this.#leased(router, index)
    return (this.#reading === 'greater' ? Math.max(reported, leased) : reported + leased) / slots
  }

  failureRate({ index }: SimNode): number {
    return this.#failures[index]!
  }

  lease(router: number, { index }: SimNode, by: 1 | -1): void {
    this.#own[router]![index]! += by
  }

  rate({ index }: SimNode, failed: boolean): void {
    this.#failures[index]! += ratedBy * ((failed ? 1 : 0) - this.#failures[index]!)
  }

  report({ index }: SimNode, inFlight: number): void {
    for (const [router, reported] of this.#reported.entries())
      reported[index] = this.#reading === 'greater' ? inFlight : Math.max(0, inFlight - this.#leased(router, index))
  }

  share(): void {
    for (const [router, others] of this.#others.entries())
      for (let i = 0; i < others.length; i++) {
        others[i] = 0
        for (const [other, own] of this.#own.entries()) if (other !== router) others[i]! += own[i]!
      }
  }

  #leased(router: number, index: number): number {
    return this.#own[router]![index]! + this.#others[router]![index]!
  }
}
