import { vi } from 'vitest'
import { type DraftSource, DraftStore } from '../draft-store'

export type Doc = { name: string; zones: { code: string }[] }
export const published: Doc = { name: 'in force', zones: [{ code: 'EU' }] }
export const refusal = (code: string, status: number) => ({ data: { problem: { code, status, title: code, detail: code } } })

/** A server with one row, compared and set as the real one does. */
function server(initial: { document: Doc; version: number } | null = null) {
  let row = initial
  let current = { document: published, revision: 7 }
  let failing: unknown = null
  let slow: Promise<void> = Promise.resolve()
  const saves: Doc[] = []
  const copy = <T>(value: T): T => structuredClone(value)
  const source: DraftSource<Doc> = {
    published: async () => copy(current),
    draft: async () => row && copy({ ...row, baseRevision: 7, updatedAt: 1 }),
    async save({ document, version }) {
      await slow
      if (failing) throw failing
      if ((row?.version ?? null) !== version) throw refusal('conflict', 409)
      row = { document: copy(document), version: (version ?? 0) + 1 }
      saves.push(row.document)
      return { version: row.version, updatedAt: 2 }
    },
    async discard() {
      row = null
    },
  }
  return {
    source,
    saves,
    row: () => row,
    otherTabSaves: (document: Doc) => {
      row = { document, version: (row?.version ?? 0) + 1 }
    },
    publish: (document: Doc) => {
      current = { document, revision: current.revision + 1 }
    },
    /** Saves wait until the answer is called. */
    hold: () => {
      let answer = () => {}
      slow = new Promise((resolve) => {
        answer = resolve
      })
      return () => answer()
    },
    fail: (error: unknown) => {
      failing = error
    },
  }
}

export async function opened(initial: Parameters<typeof server>[0] = null) {
  const at = server(initial)
  const store = new DraftStore(at.source)
  await store.load()
  return { at, store, name: (name: string, step?: string) => store.edit((doc) => ({ ...doc, name }), { step }) }
}
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
