'use client'
import { Merge, Scissors, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Edited } from '@/server/core/config/edit/edited'
import { renameZone } from '@/server/core/config/edit/rename-zone'
import { retireZone } from '@/server/core/config/edit/retire-zone'
import { removeZone } from '@/server/core/config/edit/with-zone'
import { type Config, zoneCode } from '@/server/core/config/schema'
import { type Reference, references } from '@/server/core/config/token-fields'
import type { Position } from '@/server/core/geo/antimeridian'
import { Button } from '../../../../_components/ui/button'
import { inputClass } from '../../../../_components/ui/field'
import { useKept } from '../../../../_lib/kept/use-kept'
import type { Edit, ZoneFormProps } from './edit'
import { MergeDialog } from './merge-dialog'
import { SplitDialog } from './split-dialog'

type Props = ZoneFormProps & {
  published: Config
  edit: Edit
  onSelect: (code: string | null) => void
  /** Drawn on the map to split along. */
  line: Position[] | null
  onDrawLine: () => void
  onSplitDone: () => void
}

const statusWords = {
  draft: 'Draft: kept in the configuration, not in force.',
  published: 'Published: in force.',
  deprecated: 'Deprecated: still in force, on its way out.',
  retired: 'Retired: out of force, kept so that old log rows have its name.',
}

export function LifeSection(props: Props) {
  const { zone, config, published, edit, onSelect, change, line } = props
  const [asked, setAsked] = useState<'split' | 'merge' | null>(null)
  const [answer, setAnswer] = useState<Edited | null>(null)
  const open = asked ?? (line ? 'split' : null)
  const isNew = !published.zones.some(({ code }) => code === zone.code)
  const users = references(config).filter(({ token }) => token === `zone:${zone.code}`)

  const apply = (result: Edited, select: string | null): boolean => {
    setAnswer(result)
    if (!result.ok) return false
    edit(() => result.config)
    onSelect(select)
    return true
  }
  const close = () => {
    setAsked(null)
    props.onSplitDone()
  }
  return (
    <div className="flex flex-col gap-4">
      <section aria-label="Status" className="flex flex-col gap-2">
        <p>{statusWords[zone.status]}</p>
        <div className="flex flex-wrap gap-2">
          {zone.status !== 'published' && (
            <Button size="sm" onClick={() => change((each) => ({ ...each, status: 'published' }))}>
              {zone.status === 'draft' ? 'Put in force' : 'Put in force again'}
            </Button>
          )}
          {zone.status === 'published' && (
            <Button size="sm" onClick={() => change((each) => ({ ...each, status: 'deprecated' }))}>
              Deprecate
            </Button>
          )}
          {zone.status !== 'retired' && !isNew && (
            <Button size="sm" variant="danger" onClick={() => apply(retireZone(config, zone.code), zone.code)}>
              Retire
            </Button>
          )}
          {isNew && (
            <Button
              size="sm"
              variant="danger"
              onClick={() => {
                edit((each) => removeZone(each, zone.code))
                onSelect(null)
              }}
            >
              <Trash2 size={13} aria-hidden />
              Remove from the draft
            </Button>
          )}
        </div>
        <Users users={users} />
      </section>
      <Rename key={zone.code} {...props} onRename={(to) => apply(renameZone(config, zone.code, to), to)} />
      <section aria-label="Split and merge" className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => setAsked('split')}>
          <Scissors size={13} aria-hidden />
          Split…
        </Button>
        <Button size="sm" onClick={() => setAsked('merge')}>
          <Merge size={13} aria-hidden />
          Merge with…
        </Button>
        {zone.replaces.length > 0 && <p className="w-full text-xs text-faint">Log rows of {zone.replaces.join(', ')} resolve to it.</p>}
      </section>
      {answer && <Answer answer={answer} />}
      {open === 'split' && (
        <SplitDialog
          zone={zone}
          config={config}
          line={line}
          onDrawLine={() => {
            setAsked(null)
            props.onSplitDone()
            props.onDrawLine()
          }}
          onClose={close}
          onSplit={(result, first) => apply(result, first)}
        />
      )}
      {open === 'merge' && <MergeDialog zone={zone} config={config} onClose={close} onMerge={(result, into) => apply(result, into)} />}
    </div>
  )
}

function Users({ users }: { users: readonly Reference[] }) {
  const names = [...new Set(users.map(({ by }) => by))]
  if (names.length === 0) return <p className="text-xs text-muted">Nothing in this configuration refers to it by name.</p>
  return (
    <p className="text-xs text-muted">
      Referred to by {names.join(', ')}. Policies, keys and children must let go before it can be retired.
    </p>
  )
}

function Answer({ answer }: { answer: Edited }) {
  if (!answer.ok)
    return (
      <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
        {answer.message}
      </p>
    )
  if (answer.left.length === 0)
    return (
      <p role="status" className="text-xs text-ok">
        Done; every reference followed.
      </p>
    )
  return (
    <div role="status" className="rounded-md bg-warn-soft px-3 py-2 text-xs text-warn">
      Done. What could not follow without changing what its owner meant still names the old code, and must be changed by hand:
      <ul className="mt-1 list-disc pl-4">
        {answer.left.map(({ by, path }) => (
          <li key={path}>
            {by}, <span className="font-mono">{path}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Rename({ zone, onRename }: ZoneFormProps & { onRename: (to: string) => boolean }) {
  const [code, keep, forget] = useKept('code', zone.code)
  const isCode = zoneCode.safeParse(code).success
  return (
    <form
      aria-label="Code"
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (isCode && code !== zone.code && onRename(code)) forget()
      }}
    >
      <label className="flex flex-1 flex-col gap-1 text-xs font-medium text-muted">
        Code
        <input
          value={code}
          maxLength={24}
          spellCheck={false}
          aria-invalid={!isCode}
          className={inputClass}
          onChange={(event) => keep(event.target.value.toUpperCase())}
        />
      </label>
      <Button type="submit" disabled={!isCode || code === zone.code}>
        Rename
      </Button>
    </form>
  )
}
