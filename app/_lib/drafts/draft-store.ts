// One draft as every component on the page shares it: edits at once, undo in memory, saved a moment after the last
// keystroke, compared and set on its version. Whatever the server answers, what was typed stays on the screen.

import { isEqual, share } from '@/server/core/json/share'
import { mayPass, problemOf } from '../problem'
import { EditHistory } from './edit-history'

/** `conflict`: another tab saved this draft in between. */
export type SaveState = 'clean' | 'saving' | 'saved' | 'error' | 'conflict'

export type DraftView<T> = {
  document: T
  /** What is in force now. */
  published: T
  publishedRevision: number
  /** What the draft was begun on; behind `publishedRevision` after somebody else published. */
  baseRevision: number
  isChanged: boolean
  isBehind: boolean
  state: SaveState
  /** Why the last save failed. */
  error: unknown
  savedAt: number | null
  canUndo: boolean
  canRedo: boolean
}

type Published<T> = { document: T; revision: number }
type Kept<T> = { document: T; baseRevision: number; version: number; updatedAt: number }

/** Where drafts are kept; the hook puts tRPC behind it. */
export type DraftSource<T> = {
  published(): Promise<Published<T>>
  draft(): Promise<Kept<T> | null>
  save(draft: { document: T; baseRevision: number; version: number | null }): Promise<{ version: number; updatedAt: number }>
  discard(): Promise<unknown>
}

export type EditOptions = {
  /** Edits in a row with the same name are one step to undo, e.g. the letters of a word. */
  step?: string
}

const saveAfterMs = 600
const retryAfterMs = 5000

export class DraftStore<T> {
  #source: DraftSource<T>
  #view: DraftView<T> | null = null
  readonly #history = new EditHistory<T>()
  #version: number | null = null
  /** The document of the last successful save. */
  #saved: T | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #saving: Promise<void> | null = null
  #loading: Promise<void> | null = null
  readonly #listeners = new Set<() => void>()

  constructor(source: DraftSource<T>) {
    this.#source = source
  }

  readonly view = (): DraftView<T> | null => this.#view
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Reads what is published and one's draft of it, once. */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null
      throw error
    })
    return this.#loading
  }

  async #load(): Promise<void> {
    this.#open(...(await this.#read()))
  }

  #read(): Promise<[Published<T>, Kept<T> | null]> {
    return Promise.all([this.#source.published(), this.#source.draft()])
  }

  #open(published: Published<T>, draft: Kept<T> | null): void {
    this.#history.forget()
    this.#version = draft?.version ?? null
    const document = draft ? share(published.document, draft.document) : published.document
    this.#saved = draft ? document : null
    this.#view = {
      document,
      published: published.document,
      publishedRevision: published.revision,
      baseRevision: draft?.baseRevision ?? published.revision,
      isChanged: false,
      isBehind: false,
      state: 'clean',
      error: null,
      savedAt: draft?.updatedAt ?? null,
      canUndo: false,
      canRedo: false,
    }
    this.#show({ state: isEqual(document, published.document) ? 'clean' : 'saved' })
  }

  /** A recipe gives the next document; what it leaves alone it hands on as it is. */
  readonly edit = (recipe: (document: T) => T, { step }: EditOptions = {}): void => {
    const view = this.#view
    if (!view) return
    const next = recipe(view.document)
    if (Object.is(next, view.document)) return
    this.#history.record(view.document, step ?? null)
    this.#change(next)
  }

  readonly undo = (): void => {
    const before = this.#view && this.#history.undo(this.#view.document)
    if (before) this.#change(before)
  }

  readonly redo = (): void => {
    const after = this.#view && this.#history.redo(this.#view.document)
    if (after) this.#change(after)
  }

  /** Back to what is published. Can be undone while the page is open. */
  readonly discard = (): void => {
    const view = this.#view
    if (!view) return
    this.edit(() => view.published)
    this.#show({ baseRevision: view.publishedRevision })
    // Also out of a conflict. Where nothing was ever saved there is nothing to do.
    if (this.isUnsaved()) this.#show({ state: 'saving' })
    void this.flush()
  }

  /** The draft on top of what was published since: `document` holds both. */
  readonly rebaseOnto = (document: T): void => {
    const view = this.#view
    if (!view) return
    this.edit(() => share(view.published, document))
    this.#show({ baseRevision: view.publishedRevision })
    this.#schedule()
  }

  /** Reads what is published again; a draft without changes follows it, one with changes is behind. */
  readonly refresh = async (): Promise<void> => {
    const version = this.#version
    const [fresh, draft] = await this.#read()
    const view = this.#view
    if (!view || fresh.revision <= view.publishedRevision) return
    // Another tab published this draft or went on with it, and here is nothing that it lacks.
    const wentOn = this.#version === version && (draft?.version ?? null) !== version
    if (wentOn && !this.isUnsaved()) return this.#open(fresh, draft)
    const published = share(view.published, fresh.document)
    const document = view.isChanged ? share(published, view.document) : published
    const follows = Object.is(document, published) || Object.is(published, view.published)
    if (!view.isChanged) this.#history.forget()
    this.#show({ document, published, publishedRevision: fresh.revision, ...(follows ? { baseRevision: fresh.revision } : {}) })
    if (follows) this.#schedule()
  }

  /** After one's own publish: what was sent is in force, also while it cannot be read. What was typed meanwhile is the next draft. */
  readonly published = async (sent: T, revision: number): Promise<void> => {
    const read = await this.#source.published().catch(() => null)
    await this.#saving
    const view = this.#view
    if (!view) return
    const now = read && read.revision >= revision ? read : { document: sent, revision }
    const published = share(sent, now.document)
    const goesOn = !isEqual(view.document, sent)
    if (goesOn) this.#history.startAt(sent)
    else this.#history.forget()
    this.#show({
      document: goesOn ? share(published, view.document) : published,
      published,
      publishedRevision: now.revision,
      baseRevision: goesOn && !Object.is(published, sent) ? revision : now.revision,
    })
    await this.flush()
  }

  /** Saves now what is not saved yet. */
  readonly flush = async (): Promise<void> => {
    this.#cancelTimer()
    await this.#saving
    if (this.isUnsaved() && this.#view?.state !== 'conflict') await this.#save()
  }

  readonly isUnsaved = (): boolean => {
    const view = this.#view
    if (!view) return false
    return view.isChanged ? !Object.is(this.#saved, view.document) : this.#version !== null
  }

  /** After a conflict with another tab: this one's document over that one's. */
  readonly keepMine = async (): Promise<void> => {
    const theirs = await this.#source.draft()
    this.#version = theirs?.version ?? null
    this.#saved = null
    this.#show({ state: 'saving', error: null })
    await this.#save()
  }

  /** After a conflict with another tab: that one's document. Can be undone. */
  readonly takeTheirs = async (): Promise<void> => {
    const theirs = await this.#source.draft()
    const view = this.#view
    if (!view) return
    this.#version = theirs?.version ?? null
    const document = theirs ? share(view.published, theirs.document) : view.published
    this.#saved = theirs ? document : null
    this.#show({ state: 'saved' })
    this.edit(() => document)
    this.#show({ state: 'saved', error: null, baseRevision: theirs?.baseRevision ?? view.publishedRevision })
  }

  stop(): void {
    this.#cancelTimer()
  }

  #change(next: T): void {
    this.#show({ document: next })
    this.#schedule()
  }

  #schedule(ms = saveAfterMs): void {
    if (this.#view?.state === 'conflict') return
    this.#cancelTimer()
    if (!this.isUnsaved()) {
      // Back at what was saved, e.g. by undo and redo; a save that is under way says so itself when it ends.
      if (this.#saving === null) this.#show({ state: 'saved', error: null })
      return
    }
    this.#show({ state: 'saving' })
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#save()
    }, ms)
  }

  #save(): Promise<void> {
    this.#saving ??= this.#saveOnce().finally(() => {
      this.#saving = null
      // Typed while the save was under way.
      if (this.#timer === null && this.#view?.state === 'saving') this.#schedule()
    })
    return this.#saving
  }

  async #saveOnce(): Promise<void> {
    const view = this.#view
    if (!view || !this.isUnsaved()) return
    const { document, baseRevision } = view
    try {
      if (view.isChanged) {
        const { version, updatedAt } = await this.#source.save({ document, baseRevision, version: this.#version })
        this.#version = version
        this.#saved = document
        this.#show({ savedAt: updatedAt })
      } else {
        await this.#source.discard()
        this.#version = null
        this.#saved = null
      }
      this.#show({ state: this.isUnsaved() ? 'saving' : 'saved', error: null })
    } catch (error) {
      this.#show({ state: problemOf(error).code === 'conflict' ? 'conflict' : 'error', error })
      if (mayPass(error)) this.#retry()
    }
  }

  #retry(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#save()
    }, retryAfterMs)
  }

  #cancelTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Derives what follows from the rest, and tells everybody. */
  #show(change: Partial<DraftView<T>>): void {
    if (!this.#view) return
    const next = { ...this.#view, ...change }
    next.isChanged = !isEqual(next.document, next.published)
    next.isBehind = next.isChanged && next.baseRevision < next.publishedRevision
    next.canUndo = this.#history.canUndo
    next.canRedo = this.#history.canRedo
    if (!next.isChanged && next.state === 'saved') next.state = 'clean'
    this.#view = next
    for (const listener of this.#listeners) listener()
  }
}
