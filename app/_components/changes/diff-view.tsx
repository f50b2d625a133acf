'use client'
import { ArrowRight, Minus, Pencil, Plus } from 'lucide-react'
import type { DiffResult } from '@/server/control/services/config/schemas'
import type { EntityChange } from '@/server/core/config/changes'
import type { ConfigDiff } from '@/server/core/config/diff'
import type { Config, MultiPolygon } from '@/server/core/config/schema'
import { count, plural } from '../../_lib/format'
import { Badge } from '../ui/badge'
import { effectsOf } from './diff-words'
import { changeWords, entityWords, fieldName, fieldWords } from './field-words'
import { ShapeDiff } from './shape-diff'

const icons = { added: Plus, removed: Minus, changed: Pencil } as const
const tones = { added: 'ok', removed: 'bad', changed: 'neutral' } as const

/** A geofeed edits thousands at once; nobody reads them here one by one. */
const shownEntities = 200

/** What a publish changes: its effects, then every edited field. With both documents, drawn areas are shown too. */
export function DiffView({ diff, before, after }: { diff: ConfigDiff | DiffResult; before?: Config; after?: Config }) {
  if (diff.same) return <p className="text-muted">Nothing changes: both are the same in every field.</p>
  const effects = effectsOf(diff)
  return (
    <div className="flex flex-col gap-4">
      <section aria-label="Effects">
        <h3 className="mb-1.5 text-xs font-medium text-muted">What it means</h3>
        {effects.length === 0 ? (
          <p className="text-muted">No country, policy, node or recent origin is affected.</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {effects.map(({ id, text, detail }) => (
              <li key={id}>
                {detail.length === 0 ? (
                  <Line>{text}</Line>
                ) : (
                  <details>
                    <summary className="cursor-default">
                      <Line>{text}</Line>
                    </summary>
                    <ul className="my-1 ml-6 flex flex-col gap-0.5 text-xs break-all text-muted">
                      {detail.map((item) => (
                        <li key={item}>{item}</li>
                      ))}
                    </ul>
                  </details>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="Edited fields">
        <h3 className="mb-1.5 text-xs font-medium text-muted">{plural(diff.changes.length, 'thing')} edited</h3>
        <ul className="flex flex-col gap-2">
          {diff.changes.slice(0, shownEntities).map((change) => (
            <Entity key={`${change.entity} ${change.id}`} change={change} before={before} after={after} />
          ))}
          {diff.changes.length > shownEntities && <li className="text-muted">… and {count(diff.changes.length - shownEntities)} more.</li>}
        </ul>
      </section>
    </div>
  )
}

function Line({ children }: { children: string }) {
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <ArrowRight size={12} className="shrink-0 translate-y-px text-faint" aria-hidden />
      {children}
    </span>
  )
}

function Entity({ change, before, after }: { change: EntityChange; before?: Config; after?: Config }) {
  const { entity, id, name, fields } = change
  const Icon = icons[change.change]
  const isRedrawn = entity === 'zone' && before && after && fields.some(({ kind }) => kind === 'shape')
  return (
    <li className="rounded-md border px-3 py-2">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">
          {id === '*' ? `${entityWords[entity]}s, as a list` : `${entityWords[entity]}${id ? ` ${id}` : ''}`}
        </span>
        {name && <span className="text-muted">{name}</span>}
        <Badge tone={tones[change.change]} icon={<Icon size={10} aria-hidden />}>
          {changeWords[change.change]}
        </Badge>
      </p>
      {fields.length > 0 && (
        <dl className="mt-1 grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-0.5 text-xs">
          {fields.map((field) => (
            <div key={field.path} className="contents">
              <dt className="text-muted">{fieldName(field.path)}</dt>
              <dd className="min-w-0 break-words whitespace-pre-wrap">{fieldWords(field)}</dd>
            </div>
          ))}
        </dl>
      )}
      {isRedrawn && (
        <ShapeDiff
          className="mt-2"
          label={`Drawn area of ${id}, before and after`}
          before={shapeOf(before, id)}
          after={shapeOf(after, id)}
        />
      )}
    </li>
  )
}

function shapeOf(config: Config, code: string): MultiPolygon | null {
  return config.zones.find((zone) => zone.code === code)?.polygons ?? null
}
