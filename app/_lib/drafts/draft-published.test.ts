import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { opened, pass, published } from './testing/opened'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('when somebody publishes', () => {
  it('a draft without changes follows', async () => {
    const { at, store, name } = await opened()
    name('mine')
    store.undo()
    at.publish({ name: 'newer', zones: [] })
    await store.refresh()
    expect(store.view()).toMatchObject({ document: { name: 'newer' }, baseRevision: 8, isBehind: false, isChanged: false })
    // What led to the document before leads nowhere from this one.
    expect(store.view()).toMatchObject({ canUndo: false, canRedo: false })
  })

  it('a draft with changes is behind until it is rebased', async () => {
    const { at, store, name } = await opened()
    name('mine')
    await pass(600)
    at.publish({ name: 'newer', zones: [{ code: 'EU' }] })
    await store.refresh()
    expect(store.view()).toMatchObject({ document: { name: 'mine' }, baseRevision: 7, publishedRevision: 8, isBehind: true })
    await store.refresh()
    expect(store.view()).toMatchObject({ baseRevision: 7, isBehind: true })
    store.rebaseOnto({ name: 'mine', zones: [{ code: 'EU' }] })
    expect(store.view()).toMatchObject({ baseRevision: 8, isBehind: false })
    await pass(600)
    expect(store.view()!.state).toBe('saved')
  })

  it('a draft that says the same as what was published is behind nothing', async () => {
    const { at, store, name } = await opened()
    name('mine')
    at.publish({ name: 'newer', zones: [] })
    await store.refresh()
    store.edit(() => ({ name: 'newer', zones: [] }))
    expect(store.view()).toMatchObject({ isChanged: false, isBehind: false })
  })

  it('what is typed here stays, though another tab published the draft and went on', async () => {
    const { at, store, name } = await opened({ document: { name: 'mine', zones: [] }, version: 1 })
    name('typed')
    at.publish({ name: 'mine', zones: [] })
    at.otherTabSaves({ name: 'theirs', zones: [] })
    await store.refresh()
    expect(store.view()).toMatchObject({ document: { name: 'typed' }, isChanged: true })
  })

  it('what is typed after discarding a draft that was behind is not', async () => {
    const { at, store, name } = await opened()
    name('mine')
    await pass(600)
    at.publish({ name: 'newer', zones: [] })
    await store.refresh()
    store.discard()
    name('again')
    expect(store.view()).toMatchObject({ baseRevision: 8, isBehind: false, isChanged: true })
  })

  it('a revision that left this document as it was is no reason to be behind', async () => {
    const { at, store, name } = await opened()
    name('mine')
    at.publish(structuredClone(published))
    await store.refresh()
    expect(store.view()).toMatchObject({ baseRevision: 8, isBehind: false, isChanged: true })
  })

  it('one’s own publish ends the draft', async () => {
    const { at, store, name } = await opened()
    name('mine')
    await pass(600)
    at.publish({ name: 'mine', zones: [{ code: 'EU' }] })
    await store.published(store.view()!.document, 8)
    expect(at.row()).toBeNull()
    expect(store.view()).toMatchObject({ state: 'clean', isChanged: false, canUndo: false, baseRevision: 8 })
  })

  it('one’s own publish ends the draft also where it is not read yet', async () => {
    const { store, name } = await opened()
    name('mine')
    await pass(600)
    await store.published(store.view()!.document, 8)
    expect(store.view()).toMatchObject({ document: { name: 'mine' }, state: 'clean', isChanged: false, publishedRevision: 8 })
  })

  it('what was typed while another’s publish followed one’s own is behind', async () => {
    const { at, store, name } = await opened()
    name('mine')
    await pass(600)
    const sent = store.view()!.document
    at.publish(structuredClone(sent))
    at.publish({ name: 'theirs', zones: [] })
    name('mine and more')
    await store.published(sent, 8)
    expect(store.view()).toMatchObject({ document: { name: 'mine and more' }, baseRevision: 8, publishedRevision: 9, isBehind: true })
  })

  it('what was typed while one’s own publish was under way is the next draft', async () => {
    const { at, store, name } = await opened()
    name('mine', 'name')
    await pass(600)
    const sent = store.view()!.document
    at.publish(structuredClone(sent))
    name('mine and more', 'name')
    await store.published(sent, 8)
    expect(store.view()).toMatchObject({ document: { name: 'mine and more' }, isChanged: true, isBehind: false, baseRevision: 8 })
    await pass(600)
    expect([store.view()!.state, at.row()!.document.name]).toEqual(['saved', 'mine and more'])
    store.undo()
    expect(store.view()).toMatchObject({ document: { name: 'mine' }, isChanged: false })
  })

  it('a draft that another tab published is no conflict in this one', async () => {
    const { at, store, name } = await opened()
    name('mine')
    await pass(600)
    at.publish({ name: 'mine', zones: [{ code: 'EU' }] })
    await at.source.discard()
    await store.refresh()
    expect(store.view()).toMatchObject({ state: 'clean', isChanged: false, baseRevision: 8 })
    name('mine and more')
    expect(store.view()!.isBehind).toBe(false)
    await pass(600)
    expect([store.view()!.state, at.row()!.document.name]).toEqual(['saved', 'mine and more'])
  })
})
