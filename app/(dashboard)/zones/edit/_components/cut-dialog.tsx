'use client'
import type { Position } from '@/server/core/geo/antimeridian'
import { Locator } from '../../../../_components/map/locator'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { plural } from '../../../../_lib/format'

type Props = { parts: readonly Position[][][]; onTake: () => void; onCancel: () => void }

/** A shape across ±180° as it will be stored, before it is. */
export function CutDialog({ parts, onTake, onCancel }: Props) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onCancel()}
      title="This shape crosses ±180°"
      description={`It was taken the short way round and will be kept as ${plural(parts.length, 'polygon')}, cut there. A point on either side is inside.`}
      footer={
        <>
          <Button onClick={onCancel}>Don’t add it</Button>
          <Button variant="primary" onClick={onTake}>
            Keep it cut
          </Button>
        </>
      }
    >
      <Locator label="The shape, cut at ±180°" countries={[]} colour="var(--accent)" shapes={parts} />
    </Dialog>
  )
}
