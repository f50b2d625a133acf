'use client'
import { Download, Upload } from 'lucide-react'
import { useState } from 'react'
import { roomFor } from '@/server/core/config/edit/shapes'
import { limits, type Zone } from '@/server/core/config/schema'
import type { Position } from '@/server/core/geo/antimeridian'
import { readGeoJson, zoneFeature } from '@/server/core/geo/geojson'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { FileInput } from '../../../../_components/ui/file-input'
import { useToast } from '../../../../_components/ui/toast'
import { plural } from '../../../../_lib/format'
import { useKept } from '../../../../_lib/kept/use-kept'

export function GeoJsonButtons({ zone, onShapes }: { zone: Zone; onShapes: (shapes: Position[][][]) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Upload size={13} aria-hidden />
        Import
      </Button>
      <Button size="sm" disabled={zone.polygons === null} onClick={() => save(`zone-${zone.code}.geojson`, zoneFeature(zone))}>
        <Download size={13} aria-hidden />
        Export
      </Button>
      {open && <ImportDialog zone={zone} onShapes={onShapes} onClose={() => setOpen(false)} />}
    </>
  )
}

function ImportDialog({ zone, onShapes, onClose }: { zone: Zone; onShapes: (shapes: Position[][][]) => void; onClose: () => void }) {
  const [text, keep, forget] = useKept('GeoJSON', '')
  const [refusal, setRefusal] = useState<string | null>(null)
  const toast = useToast()
  const done = () => {
    forget()
    onClose()
  }
  const take = () => {
    const read = readGeoJson(text)
    const problem = read.ok ? roomFor(zone, read.polygons) : read.message
    setRefusal(problem)
    if (!read.ok || problem) return
    if (read.skipped > 0) toast('Imported in part', `${plural(read.skipped, 'geometry', 'geometries')} that are no areas were left out.`)
    onShapes(read.polygons)
    done()
  }
  const onFile = async (file: File) => {
    // Its size is known before a byte of it is read.
    if (file.size > limits.zoneBytes)
      setRefusal(`The file has ${Math.ceil(file.size / 1024)} KiB; a zone may have ${limits.zoneBytes / 1024} KiB.`)
    else {
      setRefusal(null)
      keep(await file.text())
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import GeoJSON"
      description="Its polygons are added to the zone. Points, lines and properties are left out."
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
          <Button variant="primary" disabled={text.trim() === ''} onClick={take}>
            Add polygons
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <FileInput label="File" accept=".geojson,.json,application/geo+json,application/json" onFile={(file) => void onFile(file)} />
        <label className="flex flex-col gap-1 text-xs font-medium text-muted">
          Or paste it
          <textarea
            value={text}
            rows={8}
            spellCheck={false}
            className="rounded-md border border-line-strong/60 bg-surface p-2 font-mono text-xs text-ink"
            onChange={(event) => keep(event.target.value)}
          />
        </label>
        {refusal && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {refusal}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function save(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = `data:application/geo+json;charset=utf-8,${encodeURIComponent(text)}`
  link.download = name
  link.click()
}
