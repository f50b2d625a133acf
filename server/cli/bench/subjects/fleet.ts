// What a node costs in memory: the hot state (what decisions read: the index), the objects beside it (node, judged place,
// map), and with the record it came from. And how long a new configuration takes to re-derive every place.

import { compileConfig } from '@/server/core/config/compile'
import { FleetIndex } from '@/server/core/routing/fleet/fleet-index'
import type { NodeLiveRecord, NodeRecord } from '@/server/replica/node-record'
import { seededRandom } from '../../demo/random'
import type { Options, Prepared } from '../subjects'
import { createFleet } from '../world'
import { worldConfig } from '../world-config'
import { nodeLive, nodeRecord } from '../world-nodes'

export function prepareFleet({ nodes }: Options): Prepared {
  const count = Number(nodes)
  const config = compileConfig(worldConfig(), 1)
  const build = () => {
    const random = seededRandom(5)
    const before = usedBytes()
    // Through JSON, as rows come: every text is the node's own.
    const rows = Array.from({ length: count }, () => {
      const record = nodeRecord(random)
      return JSON.parse(JSON.stringify([record, nodeLive(record, random)])) as [NodeRecord, NodeLiveRecord]
    })
    const withRows = usedBytes()
    const fleet = createFleet(config)
    for (const [record, live] of rows) fleet.accept(record, live, true)
    const size = fleet.nodes().size
    const after = usedBytes()
    // The same index once more: what it adds is what it takes.
    const index = new FleetIndex(config, fleet.nodes())
    for (const node of fleet.nodes().values()) index.enter(node)
    index.rebuild()
    const hot = (usedBytes() - after) / size
    return { fleet, index, hot, objects: (after - withRows) / size - hot, all: (after - before) / size, rows: rows.length }
  }
  let kept: ReturnType<typeof build> | null = null
  const rebuilt = () => {
    kept = null
    kept = build()
    return kept
  }
  return {
    facts: { nodes: count },
    subjects: {
      hot: () => ({ nsPerOp: rebuilt().hot, ops: count }),
      objects: () => ({ nsPerOp: (kept ?? rebuilt()).objects, ops: count }),
      all: () => ({ nsPerOp: (kept ?? rebuilt()).all, ops: count }),
      config: async () => {
        const { fleet } = kept ?? rebuilt()
        const startedAt = performance.now()
        await fleet.changeConfig(compileConfig(worldConfig(), 2), () => {})
        return { nsPerOp: (performance.now() - startedAt) * 1e6, ops: 1 }
      },
    },
  }
}

function usedBytes(): number {
  for (let i = 0; i < 3; i++) global.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
