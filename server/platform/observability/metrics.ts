// The process's Prometheus registry. Next loads modules more than once a process, so the registry hangs on globalThis, and asking
// for a metric twice gives the same one.

import { Counter, type CounterConfiguration, collectDefaultMetrics, Gauge, type GaugeConfiguration, Registry } from 'prom-client'

const key = Symbol.for('resultity-geo.metrics')
const holder = globalThis as typeof globalThis & { [key]?: Registry }

export function metricsRegistry(): Registry {
  if (!holder[key]) {
    holder[key] = new Registry()
    collectDefaultMetrics({ register: holder[key] })
  }
  return holder[key]
}

export function counter<T extends string = string>(options: CounterConfiguration<T>): Counter<T> {
  return (
    (metricsRegistry().getSingleMetric(options.name) as Counter<T> | undefined) ??
    new Counter({ ...options, registers: [metricsRegistry()] })
  )
}

export function gauge<T extends string = string>(options: GaugeConfiguration<T>): Gauge<T> {
  return (
    (metricsRegistry().getSingleMetric(options.name) as Gauge<T> | undefined) ?? new Gauge({ ...options, registers: [metricsRegistry()] })
  )
}

/** What `GET /metrics` answers. */
export async function renderMetrics(): Promise<{ contentType: string; body: string }> {
  return { contentType: metricsRegistry().contentType, body: await metricsRegistry().metrics() }
}
