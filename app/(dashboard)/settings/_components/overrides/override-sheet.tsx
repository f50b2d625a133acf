'use client'
import { useMemo, useRef, useState } from 'react'
import type { Config, Override } from '@/server/core/config/schema'
import { TokenField } from '../../../../_components/domain/token-field'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input } from '../../../../_components/ui/field'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { useKept } from '../../../../_lib/kept/use-kept'
import { tokenOptions } from '../../../../_lib/token-options'
import { OverrideEffect } from './override-effect'
import { emptyForm, formOf, type OverrideForm, readForm } from './override-form'
import type { OverrideRow } from './override-rows'

/** `cidr`: what a new one is for, where that is known. */
type Props = { draft: Draft<Config>; row: OverrideRow | null; cidr: string; onClose: () => void }

/** One override: written here, weighed as it is written, and put into the draft; nothing is in force before the draft is published. */
export function OverrideSheet({ draft, row, cidr, onClose }: Props) {
  const own = row?.override ?? null
  const [form, keep, forget] = useKept<OverrideForm>('form', own ? formOf(own) : { ...emptyForm, cidr })
  const first = useRef<HTMLInputElement>(null)
  const [isTried, setTried] = useState(false)
  const { overrides } = draft.document
  const others = useMemo(() => new Set(overrides.map(({ cidr }) => cidr).filter((cidr) => cidr !== own?.cidr)), [overrides, own])
  const { override, problems } = readForm(form, others)
  const put = (text: Partial<OverrideForm>) => keep((was) => ({ ...was, ...text }))
  // What is still empty is not wrong before one says that it is done.
  const problem = (field: 'cidr' | 'place' | 'position' | 'note') =>
    isTried || (field === 'cidr' && form.cidr.includes('/')) || field === 'position' ? problems?.[field] : undefined
  const done = () => {
    forget()
    onClose()
  }
  const save = () => {
    setTried(true)
    if (!override) return
    draft.edit((config) => ({ ...config, overrides: withOverride(config.overrides, override, own?.cidr ?? null) }))
    done()
  }
  const remove = () => {
    draft.edit((config) => ({ ...config, overrides: config.overrides.filter(({ cidr }) => cidr !== own?.cidr) }))
    done()
  }
  const isGone = row?.state === 'removed'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      kind="sheet"
      initialFocus={first}
      title={own ? `Override ${own.cidr}` : 'New override'}
      description="It becomes part of your draft. Publishing the draft puts it in force."
      footer={
        <>
          {own && !isGone && (
            <Button variant="danger" className="mr-auto" onClick={remove}>
              Remove from the draft
            </Button>
          )}
          <Button onClick={done}>Cancel</Button>
          <Button variant="primary" onClick={save}>
            {isGone ? 'Put it back' : 'Put into the draft'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Addresses" hint="A CIDR prefix; private ranges too." error={problem('cidr')}>
          <Input
            ref={first}
            className="max-w-80 font-mono text-xs"
            placeholder="203.0.113.0/24"
            autoComplete="off"
            spellCheck={false}
            value={form.cidr}
            onChange={(event) => put({ cidr: event.target.value })}
          />
        </Field>
        <div>
          <TokenField
            label="They stand in"
            hint="A country or a subdivision: an area is no place that an address can be in."
            tokens={form.token ? [form.token] : []}
            options={countryOptions}
            onChange={(tokens) => put({ token: tokens.at(-1) ?? null })}
            none="Nowhere yet."
            placeholder="Germany, subdivision:RU-CHU…"
          />
          {problem('place') && (
            <p role="alert" className="mt-1 text-xs text-bad">
              {problem('place')}
            </p>
          )}
        </div>
        <div className="grid max-w-96 grid-cols-2 gap-3">
          <Field label="Latitude (°)" hint="Optional; for distances and drawn zones." error={problem('position')}>
            <Input inputMode="decimal" className="tabular-nums" value={form.lat} onChange={(event) => put({ lat: event.target.value })} />
          </Field>
          <Field label="Longitude (°)">
            <Input inputMode="decimal" className="tabular-nums" value={form.lng} onChange={(event) => put({ lng: event.target.value })} />
          </Field>
        </div>
        <Field label="Note" hint="Who says so, and why." error={problem('note')}>
          <Input maxLength={500} value={form.note} onChange={(event) => put({ note: event.target.value })} />
        </Field>
        {override ? (
          <OverrideEffect override={override} />
        ) : (
          <p className="border-t pt-3 text-muted">What it would change is shown here once it says which addresses stand where.</p>
        )}
      </div>
    </Dialog>
  )
}

const countryOptions = tokenOptions({ zones: [], jurisdictions: [] })

/** In the place of the one it was; else at the end. */
function withOverride(list: readonly Override[], next: Override, was: string | null): Override[] {
  const at = list.findIndex(({ cidr }) => cidr === was)
  return at < 0 ? [...list, next] : list.map((one, i) => (i === at ? next : one))
}
