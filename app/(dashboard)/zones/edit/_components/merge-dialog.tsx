'use client'
import { useState } from 'react'
import { isLive } from '@/server/core/config/compile'
import type { Edited } from '@/server/core/config/edit/edited'
import { mergeZones } from '@/server/core/config/edit/merge-zones'
import { type Config, type Zone, zoneCode } from '@/server/core/config/schema'
import { Button } from '../../../../_components/ui/button'
import { Checkbox } from '../../../../_components/ui/checkbox'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input } from '../../../../_components/ui/field'
import { useKept } from '../../../../_lib/kept/use-kept'

type Props = { zone: Zone; config: Config; onClose: () => void; onMerge: (result: Edited, into: string) => boolean }

export function MergeDialog({ zone, config, onClose, onMerge }: Props) {
  const [form, keep, forget] = useKept('merge', { others: [] as string[], code: zone.code, name: zone.name })
  const [refusal, setRefusal] = useState<string | null>(null)
  const siblings = config.zones.filter((each) => each.code !== zone.code && each.parent === zone.parent && isLive(each))
  // One of them may have gone since it was chosen.
  const others = form.others.filter((code) => siblings.some((each) => each.code === code))
  const { code, name } = form
  const put = (part: Partial<typeof form>) => keep((was) => ({ ...was, ...part }))
  const done = () => {
    forget()
    onClose()
  }
  const merge = () => {
    const result = mergeZones(config, [zone.code, ...others], { code, name })
    if (result.ok) {
      onMerge(result, code)
      done()
    } else setRefusal(result.message)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Merge ${zone.code} with others`}
      description="The result has the members, anchors and children of all. Log rows of the old codes resolve to it."
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
          <Button
            variant="primary"
            disabled={others.length === 0 || name.trim() === '' || !zoneCode.safeParse(code).success}
            onClick={merge}
          >
            Merge
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-xs font-medium text-muted">Zones under the same parent</legend>
          {siblings.length === 0 && <p className="text-muted">There is no other zone under the same parent.</p>}
          {siblings.map((each) => (
            <Checkbox
              key={each.code}
              checked={others.includes(each.code)}
              onChange={(on) => put({ others: on ? [...others, each.code] : others.filter((other) => other !== each.code) })}
              label={
                <>
                  <span className="font-medium">{each.code}</span> <span className="text-muted">{each.name}</span>
                </>
              }
            />
          ))}
        </fieldset>
        <Field label="Code of the result" hint="A new one, or that of one of them">
          <Input value={code} maxLength={24} onChange={(event) => put({ code: event.target.value.toUpperCase() })} />
        </Field>
        <Field label="Name of the result">
          <Input value={name} maxLength={80} onChange={(event) => put({ name: event.target.value })} />
        </Field>
        <p className="text-xs text-faint">
          An allow list that names all of them names the result instead. One that names only some is left for its owner to decide: it would
          let in more than was meant.
        </p>
        {refusal && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {refusal}
          </p>
        )}
      </div>
    </Dialog>
  )
}
