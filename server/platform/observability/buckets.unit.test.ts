import { expect, it } from 'vitest'
import { Buckets } from './buckets'
import { renderMetrics } from './metrics'

it('tells Prometheus what it has seen, cumulatively', async () => {
  const seconds = new Buckets('test_seconds', 'For a test.', [0.1, 1])
  for (const value of [0.05, 0.1, 0.5, 3]) seconds.observe(value)
  const { body } = await renderMetrics()
  expect(body.split('\n').filter((line) => line.includes('test_seconds'))).toEqual([
    '# HELP test_seconds For a test.',
    '# TYPE test_seconds histogram',
    'test_seconds_bucket{le="0.1"} 2',
    'test_seconds_bucket{le="1"} 3',
    'test_seconds_bucket{le="+Inf"} 4',
    'test_seconds_sum 3.65',
    'test_seconds_count 4',
  ])
})
