'use client'
import { RotateCw } from 'lucide-react'
import { Button } from '../../../_components/ui/button'
import { count, plural, relative } from '../../../_lib/format'
import { useNow } from '../../../_lib/now'
import type { EngineState } from '../_engine/use-engine'

/** Which fleet is asked, and of when. */
export function FleetWords({ engine: { fleet, loadedNodes }, isServed }: { engine: EngineState; isServed: boolean }) {
  const now = useNow()
  if (isServed) return <span className="text-xs">asked of the server, on the present fleet</span>
  if (!fleet.data)
    return (
      <span className="text-xs">
        loading the fleet{loadedNodes ? `, ${count(loadedNodes.nodes)} of ${plural(loadedNodes.total, 'node')}` : ' …'}
      </span>
    )
  return (
    <>
      <span className="text-xs">
        {plural(fleet.data.nodes, 'node')} as of {relative(fleet.data.at, now)}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Take the fleet as it is now"
        disabled={fleet.isFetching}
        onClick={() => void fleet.refetch()}
      >
        <RotateCw size={13} aria-hidden />
      </Button>
    </>
  )
}
