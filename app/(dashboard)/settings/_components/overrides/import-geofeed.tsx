'use client'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { type GeofeedMerge, mergeGeofeed } from '@/server/core/config/geofeed/merge'
import { type Geofeed, readGeofeed } from '@/server/core/config/geofeed/read'
import { type Config, limits } from '@/server/core/config/schema'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Input, Textarea } from '../../../../_components/ui/field'
import { FileInput } from '../../../../_components/ui/file-input'
import { useToast } from '../../../../_components/ui/toast'
import type { Draft } from '../../../../_lib/drafts/use-draft'
import { count, plural } from '../../../../_lib/format'
import { useKept } from '../../../../_lib/kept/use-kept'

/** A geofeed into the draft: counted against what is there before it goes in, its bad lines named. */
export function ImportGeofeed({ draft, onClose }: { draft: Draft<Config>; onClose: () => void }) {
  const toast = useToast()
  const first = useRef<HTMLInputElement>(null)
  const [{ name, text }, keep, forget] = useKept('geofeed', { name: '', text: '' })
  const [refusal, setRefusal] = useState<string | null>(null)
  const settled = useDeferredValue(text)
  const feed = useMemo(() => readGeofeed(settled), [settled])
  const called = name.trim()
  const { overrides } = draft.document
  const merge = useMemo(() => mergeGeofeed(overrides, feed.entries, called), [overrides, feed, called])
  const isOver = merge.overrides.length > limits.overrides
  const read = async (file: File) => {
    if (file.size > limits.geofeedBytes) return setRefusal(`A geofeed may have ${limits.geofeedBytes / 1024 / 1024} MiB.`)
    setRefusal(null)
    const read = await file.text()
    keep((was) => ({ text: read, name: was.name.trim() === '' ? file.name.replace(/\.(csv|txt)$/i, '') : was.name }))
  }
  const done = () => {
    forget()
    onClose()
  }
  const take = () => {
    draft.edit((config) => ({ ...config, overrides: mergeGeofeed(config.overrides, feed.entries, called).overrides }))
    toast(`Geofeed ${called} is in your draft`, 'Look at its overrides, then review and publish.')
    done()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      kind="sheet"
      initialFocus={first}
      title="Import a geofeed"
      description="A network’s own list of where its addresses are (RFC 8805). Its lines become overrides in your draft."
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
          <Button
            variant="primary"
            disabled={settled !== text || feed.entries.length === 0 || called === '' || isOver || changesOf(merge) === 0}
            onClick={take}
          >
            Put into the draft
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FileInput ref={first} label="File" accept=".csv,.txt,text/csv,text/plain" onFile={(file) => void read(file)} />
        <Field label="Or paste it">
          <Textarea
            value={text}
            rows={8}
            spellCheck={false}
            maxLength={limits.geofeedBytes}
            placeholder="192.0.2.0/24,US,US-CA,Los Angeles,"
            className="font-mono text-xs"
            onChange={({ currentTarget }) => keep((was) => ({ ...was, text: currentTarget.value }))}
          />
        </Field>
        <Field
          label="Name"
          hint="Whose it is. Imported again under this name, it replaces its earlier reading; what is written by hand stays."
        >
          <Input
            className="max-w-80"
            maxLength={100}
            placeholder="example.net"
            value={name}
            onChange={({ currentTarget }) => keep((was) => ({ ...was, name: currentTarget.value }))}
          />
        </Field>
        {refusal && (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {refusal}
          </p>
        )}
        {settled.trim() !== '' && <Reading feed={feed} merge={merge} isOver={isOver} />}
      </div>
    </Dialog>
  )
}

const changesOf = ({ added, changed, removed }: GeofeedMerge) => added + changed + removed
const shownErrors = 50

function Reading({ feed, merge, isOver }: { feed: Geofeed; merge: GeofeedMerge; isOver: boolean }) {
  const { entries, errors, unplaced } = feed
  const facts: [n: number, words: string][] = [
    [merge.added, 'new'],
    [merge.changed, 'changed'],
    [merge.removed, 'gone since its earlier reading, to be removed'],
    [merge.same, 'as before'],
    [merge.held, 'left out: another override has the same prefix'],
    [unplaced, 'left out: the feed asks not to place them'],
  ]
  return (
    <section aria-label="What was read" className="flex flex-col gap-2 border-t pt-3">
      <h3 className="font-semibold">{plural(entries.length, 'prefix', 'prefixes')} read</h3>
      <div role="status">
        <ul className="flex flex-col gap-0.5">
          {facts.map(
            ([n, words]) =>
              n > 0 && (
                <li key={words} className="flex gap-2">
                  <span className="w-14 text-right font-medium tabular-nums">{count(n)}</span>
                  <span className="text-muted">{words}</span>
                </li>
              ),
          )}
        </ul>
      </div>
      {isOver && (
        <p role="alert" className="text-bad">
          There may be {count(limits.overrides)} overrides; with it there would be {count(merge.overrides.length)}.
        </p>
      )}
      {errors.length > 0 && (
        <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          <p className="font-medium">{plural(errors.length, 'line')} cannot be taken, and will be left out.</p>
          <ul className="mt-1 flex max-h-48 flex-col overflow-auto text-xs">
            {errors.slice(0, shownErrors).map(({ line, message }) => (
              <li key={line}>
                Line {line}: {message}
              </li>
            ))}
            {errors.length > shownErrors && <li>… and {count(errors.length - shownErrors)} more.</li>}
          </ul>
        </div>
      )}
    </section>
  )
}
