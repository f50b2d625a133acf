'use client'
import { type FormEvent, useState } from 'react'
import { Country } from '../../../_components/domain/country'
import { ReasonChip } from '../../../_components/domain/reason-chip'
import { ZoneTag } from '../../../_components/domain/zone-tag'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Facts } from '../../../_components/ui/facts'
import { Field, Input } from '../../../_components/ui/field'
import { Panel } from '../../../_components/ui/panel'
import { useTRPC } from '../../../_lib/trpc'
import { useMutation } from '../../../_lib/use-mutation'

/** What the product would make of a client's address. It is asked for by POST and kept nowhere. */
export function LocateForm() {
  const trpc = useTRPC()
  const [ip, setIp] = useState('')
  const locate = useMutation(trpc.status.locate.mutationOptions())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ip.trim() !== '') locate.mutate({ ip: ip.trim() })
  }
  return (
    <Panel title="Locate an address">
      <form onSubmit={submit} className="flex items-end gap-2">
        <Field label="IPv4 or IPv6 address" className="w-72">
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
      </form>
      <div className="mt-3" aria-live="polite">
        <InlineError error={locate.error} />
        {locate.data && (
          <Facts
            items={[
              ['Country', <Country key="c" code={locate.data.country} withName />],
              ['Decided by', locate.data.winner],
              ['Confidence', locate.data.origin.confidence],
              [
                'Prefers',
                <span key="z">
                  <ZoneTag code={locate.data.zone} />
                  {locate.data.zoneBy && (
                    <span className="text-faint"> by {locate.data.zoneBy === 'nearest' ? 'the nearest-zone rule' : 'assignment'}</span>
                  )}
                </span>,
              ],
              [
                'Reasons',
                <span key="r" className="flex flex-wrap gap-1">
                  {locate.data.origin.reasons.map((code) => (
                    <ReasonChip key={code} code={code} />
                  ))}
                </span>,
              ],
            ]}
          />
        )}
      </div>
    </Panel>
  )
}
