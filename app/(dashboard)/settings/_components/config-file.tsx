'use client'
import { Download, Upload } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import type { Finding } from '@/server/core/config/finding'
import type { Config } from '@/server/core/config/schema'
import { Button } from '../../../_components/ui/button'
import { useToast } from '../../../_components/ui/toast'
import type { Draft } from '../../../_lib/drafts/use-draft'
import { plural } from '../../../_lib/format'
import { readConfigFile } from './read-config-file'

/** The whole document out and in. What comes in becomes the draft, with its findings; nothing is published by it. */
export function ConfigFile({ draft }: { draft: Draft<Config> }) {
  const input = useRef<HTMLInputElement>(null)
  const toast = useToast()
  const [findings, setFindings] = useState<readonly Finding[]>([])
  const importFile = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0]
    currentTarget.value = ''
    if (!file) return
    const read = await readConfigFile(file)
    setFindings(read.ok ? [] : read.findings)
    if (!read.ok) return
    draft.edit(() => read.config)
    toast(`${file.name} is in your draft`, 'Look at its findings, then review and publish.')
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        One JSON document with every zone, jurisdiction, Subcloud, model, override and setting; the same as{' '}
        <code className="text-xs">GET /api/v1/config</code> answers and <code className="text-xs">POST /api/v1/config/publish</code> takes.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => saveFile(draft.published, `configuration-${draft.publishedRevision}.json`)}>
          <Download size={14} aria-hidden />
          Download revision {draft.publishedRevision}
        </Button>
        {draft.isChanged && (
          <Button onClick={() => saveFile(draft.document, 'configuration-draft.json')}>
            <Download size={14} aria-hidden />
            Download the draft
          </Button>
        )}
        <Button onClick={() => input.current?.click()}>
          <Upload size={14} aria-hidden />
          Import into the draft
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label="Configuration file"
          className="sr-only"
          tabIndex={-1}
          onChange={importFile}
        />
      </div>
      {findings.length > 0 && (
        <div role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          <p className="font-medium">The file was not imported: {plural(findings.length, 'problem')}.</p>
          <ul className="mt-1 flex max-h-48 list-disc flex-col overflow-auto pl-5 text-xs">
            {findings.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path && <code>{path}: </code>}
                {message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function saveFile(config: Config, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(config, null, 2)}\n`], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
