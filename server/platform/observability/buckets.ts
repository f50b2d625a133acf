import { metricsRegistry } from './metrics'

/**
 * A Prometheus histogram without labels. prom-client's own looks a text up for each observation, which counts where there are
 * hundreds of thousands a second (0.6 µs against 0.02, 2026-11-26).
 */
export class Buckets {
  private readonly counts: Float64Array
  private sum = 0

  constructor(
    private readonly name: string,
    private readonly help: string,
    /** Ascending. */
    private readonly bounds: readonly number[],
  ) {
    this.counts = new Float64Array(bounds.length + 1)
    const registry = metricsRegistry()
    registry.removeSingleMetric(name)
    // The registry asks each metric for no more than its name and this.
    registry.registerMetric({ name, get: () => this.get(), reset: () => {} } as never)
  }

  observe(value: number): void {
    let i = 0
    while (i < this.bounds.length && value > this.bounds[i]!) i++
    this.counts[i]! += 1
    this.sum += value
  }

  private get() {
    let total = 0
    const values = [...this.bounds, '+Inf'].map((le, i) => {
      total += this.counts[i]!
      return { metricName: `${this.name}_bucket`, labels: { le }, value: total }
    })
    const rest = [
      { metricName: `${this.name}_sum`, labels: {}, value: this.sum },
      { metricName: `${this.name}_count`, labels: {}, value: total },
    ]
    return { name: this.name, help: this.help, type: 'histogram', values: [...values, ...rest], aggregator: 'sum' }
  }
}
