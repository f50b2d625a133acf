import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { opened, pass, refusal } from './testing/opened'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a draft in the browser', () => {
  it('begins with what is published, and shares its structure with it', async () => {
    const { store } = await opened({ document: { name: 'mine', zones: [{ code: 'EU' }] }, version: 3 })
    const view = store.view()!
    expect(view).toMatchObject({ document: { name: 'mine' }, state: 'saved', isChanged: true, baseRevision: 7 })
    expect(view.document.zones).toBe(view.published.zones)
  })

  it('is saved once, a moment after the last keystroke', async () => {
    const { at, store, name } = await opened()
    for (const text of ['a', 'ab', 'abc']) {
      name(text)
      await pass(200)
    }
    expect(store.view()).toMatchObject({ state: 'saving', isChanged: true })
    expect(at.saves).toEqual([])
    await pass(600)
    expect(at.saves.map((doc) => doc.name)).toEqual(['abc'])
    expect(store.view()).toMatchObject({ state: 'saved', savedAt: 2 })
  })

  it('takes an edit that changes nothing for none', async () => {
    const { store } = await opened()
    store.edit((doc) => doc)
    expect(store.view()).toMatchObject({ canUndo: false, state: 'clean' })
  })

  it('saves again what was typed while it was saving', async () => {
    const { at, store, name } = await opened()
    const answer = at.hold()
    name('first')
    await pass(600)
    name('second')
    await pass(600)
    answer()
    await pass(0)
    expect(store.view()).toMatchObject({ document: { name: 'second' }, state: 'saving' })
    await pass(600)
    expect(at.saves.map((doc) => doc.name)).toEqual(['first', 'second'])
    expect(store.view()!.state).toBe('saved')
  })

  it('undoes and redoes; the letters of one word are one step', async () => {
    const { store, name } = await opened()
    name('w', 'name')
    name('wo', 'name')
    name('word', 'name')
    name('other')
    store.undo()
    expect(store.view()).toMatchObject({ document: { name: 'word' }, canRedo: true })
    store.undo()
    expect(store.view()!.document).toBe(store.view()!.published)
    expect(store.view()).toMatchObject({ canUndo: false, isChanged: false })
    store.redo()
    store.redo()
    expect(store.view()).toMatchObject({ document: { name: 'other' }, canRedo: false })
    store.undo()
    name('elsewhere')
    expect(store.view()!.canRedo).toBe(false)
  })

  it('is saved still when one goes away from what was saved and comes back at once', async () => {
    const { at, store, name } = await opened()
    name('x')
    await pass(600)
    store.undo()
    await pass(100)
    store.redo()
    expect(store.view()!.state).toBe('saved')
    await pass(600)
    expect(at.row()!.document.name).toBe('x')
    expect(store.view()!.state).toBe('saved')
  })

  it('leaves no draft behind when everything is as published again', async () => {
    const { at, store, name } = await opened()
    name('x')
    await pass(600)
    expect(at.row()).not.toBeNull()
    store.undo()
    await pass(600)
    expect(at.row()).toBeNull()
    expect(store.view()!.state).toBe('clean')
  })

  it('discards, and can take that back', async () => {
    const { at, store } = await opened({ document: { name: 'mine', zones: [] }, version: 1 })
    store.discard()
    await store.flush()
    expect(at.row()).toBeNull()
    expect(store.view()).toMatchObject({ isChanged: false, canUndo: true })
    store.undo()
    await pass(600)
    expect(at.row()!.document.name).toBe('mine')
  })

  it('discards out of a conflict with another tab, the other’s too', async () => {
    const { at, store, name } = await opened({ document: { name: 'mine', zones: [] }, version: 1 })
    at.otherTabSaves({ name: 'theirs', zones: [] })
    name('more')
    await pass(600)
    expect(store.view()!.state).toBe('conflict')
    store.discard()
    await pass(600)
    expect(at.row()).toBeNull()
    expect(store.view()).toMatchObject({ isChanged: false, state: 'clean' })
  })

  it('discards what was never saved, be it that its first save is under way', async () => {
    const { at, store, name } = await opened()
    name('unsaved')
    store.discard()
    await pass(600)
    expect(at.saves).toEqual([])
    expect(store.view()).toMatchObject({ isChanged: false, state: 'clean' })

    const answer = at.hold()
    name('on its way')
    await pass(600)
    store.discard()
    expect(store.view()!.state).toBe('saving')
    answer()
    await pass(600)
    expect(at.row()).toBeNull()
    expect(store.view()).toMatchObject({ isChanged: false, state: 'clean' })
  })
})

describe('never loses typing', () => {
  it('keeps it on the screen while saving fails, and saves when it can', async () => {
    const { at, store, name } = await opened()
    at.fail(new Error('no answer'))
    name('precious')
    await pass(600)
    expect(store.view()).toMatchObject({ document: { name: 'precious' }, state: 'error' })
    at.fail(null)
    await pass(5000)
    expect(at.row()!.document.name).toBe('precious')
    expect(store.view()).toMatchObject({ state: 'saved', error: null })
  })

  it('saves by itself once an ended session is opened again', async () => {
    const { at, store, name } = await opened()
    at.fail(refusal('unauthenticated', 401))
    name('typed')
    await pass(1000)
    expect(store.view()).toMatchObject({ document: { name: 'typed' }, state: 'error' })
    at.fail(null)
    await pass(10_000)
    expect(store.view()).toMatchObject({ state: 'saved' })
    expect(at.row()?.document.name).toBe('typed')
  })

  it('does not try again what will never be taken', async () => {
    const { at, store, name } = await opened()
    at.fail(refusal('too_large', 413))
    name('huge')
    await pass(600)
    at.fail(null)
    await pass(60_000)
    expect(at.saves).toEqual([])
    name('small')
    await pass(600)
    expect(at.saves.map((doc) => doc.name)).toEqual(['small'])
    expect(store.view()!.state).toBe('saved')
  })

  it('asks when another tab saved in between, and then does as told', async () => {
    for (const choice of ['keepMine', 'takeTheirs'] as const) {
      const { at, store, name } = await opened()
      at.otherTabSaves({ name: 'theirs', zones: [] })
      name('mine')
      await pass(600)
      expect(store.view()).toMatchObject({ state: 'conflict', document: { name: 'mine' } })
      name('mine and more')
      expect(store.view()!.state).toBe('conflict')
      await pass(600)
      expect(at.row()!.document.name).toBe('theirs')
      await store[choice]()
      await pass(600)
      expect(store.view()!.state).toBe('saved')
      expect([at.row()!.document.name, store.view()!.document.name]).toEqual(
        choice === 'keepMine' ? ['mine and more', 'mine and more'] : ['theirs', 'theirs'],
      )
      if (choice === 'takeTheirs') {
        store.undo()
        expect(store.view()!.document.name).toBe('mine and more')
      }
    }
  })

  it('saves this tab’s over the other’s, also where it is what this tab saved before', async () => {
    const { at, store, name } = await opened()
    name('mine')
    await pass(600)
    at.otherTabSaves({ name: 'theirs', zones: [] })
    name('more')
    await pass(600)
    store.undo()
    await store.keepMine()
    expect([at.row()!.document.name, store.view()!.state]).toEqual(['mine', 'saved'])
  })
})
