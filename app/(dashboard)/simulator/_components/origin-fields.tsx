'use client'
import { MapPin, X } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { countries } from '@/server/core/config/countries'
import { geoToken } from '@/server/core/config/schema'
import type { LngLat } from '@/server/core/geo/place'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { CommitInput } from '../../../_components/ui/commit-input'
import { Field, Input } from '../../../_components/ui/field'
import { useTRPC } from '../../../_lib/trpc'
import { useMutation } from '../../../_lib/use-mutation'
import { useZones } from '../../../_lib/use-zones'
import type { SetParams, SimulatorParams } from '../_engine/question'

type Props = { params: SimulatorParams; setParams: SetParams; onPin: (at: LngLat) => void }

/** A pin, an address, or a place by its token. */
export function OriginFields({ params, setParams, onPin }: Props) {
  const { place, at } = params
  const { zones } = useZones()
  const list = useId()
  const wrong = place !== null && !geoToken.safeParse(place).success
  const half = (index: 0 | 1) => (text: string) => {
    const value = Number(text)
    if (text === '') return void setParams({ at: null })
    if (Math.abs(value) <= (index === 0 ? 180 : 90)) onPin(index === 0 ? [value, at?.[1] ?? 0] : [at?.[0] ?? 0, value])
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-[1fr_1fr_auto] items-end gap-2">
        <Field label="Latitude">
          <CommitInput type="number" min={-90} max={90} step="any" value={at ? String(at[1]) : ''} onCommit={half(1)} />
        </Field>
        <Field label="Longitude">
          <CommitInput type="number" min={-180} max={180} step="any" value={at ? String(at[0]) : ''} onCommit={half(0)} />
        </Field>
        <Button
          variant="ghost"
          size="icon"
          aria-label="From nowhere known"
          disabled={place === null && at === null}
          onClick={() => void setParams({ at: null, place: null, confidence: 'high' })}
        >
          <X size={14} aria-hidden />
        </Button>
      </div>
      <p className="flex items-center gap-1 text-xs text-faint">
        <MapPin size={12} aria-hidden /> or click on the map
      </p>
      <Field
        label="Place"
        error={wrong ? 'A token with its prefix: country:FR, subdivision:US-CA, zone:NA or jurisdiction:EU27.' : undefined}
      >
        <CommitInput
          value={place ?? ''}
          placeholder="country:FR"
          list={list}
          onCommit={(text) => void setParams({ place: text || null, at: null, confidence: 'high' })}
        />
      </Field>
      <datalist id={list}>
        {[...zones.values()].map(({ code, name }) => (
          <option key={code} value={`zone:${code}`}>
            {name}
          </option>
        ))}
        {[...countries.values()].map(({ code, name }) => (
          <option key={code} value={`country:${code}`}>
            {name}
          </option>
        ))}
      </datalist>
      <AddressField setParams={setParams} />
    </div>
  )
}

/** The address goes to the server and is kept nowhere, not even in the link: only the place it leads to is. */
function AddressField({ setParams }: Pick<Props, 'setParams'>) {
  const trpc = useTRPC()
  const [ip, setIp] = useState('')
  const locate = useMutation(
    trpc.status.locate.mutationOptions({
      onSuccess({ origin }) {
        const { country, subdivision, cell, confidence } = origin
        const place = subdivision ? `subdivision:${subdivision}` : country && `country:${country}`
        void setParams({ place, at: cell, confidence: confidence === 'none' ? 'low' : confidence, node: null })
        setIp('')
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ip.trim() !== '') locate.mutate({ ip: ip.trim() })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <Field label="Address" className="flex-1">
          <Input
            value={ip}
            onChange={(event) => setIp(event.target.value)}
            placeholder="193.51.24.1"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Button type="submit" disabled={locate.isPending}>
          Locate
        </Button>
      </div>
      <InlineError error={locate.error} />
      {locate.data && locate.data.country === null && (
        <p role="status" className="text-xs text-warn">
          Nothing places this address: the question is asked from nowhere known.
        </p>
      )}
    </form>
  )
}
