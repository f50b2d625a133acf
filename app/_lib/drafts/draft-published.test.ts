import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { opened, pass, published } from './testing/opened'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('when somebody publishes', () => {
  it('a draft without changes follows', async () => {
    const { at, store } = await opened()
    at.publish({ name: 'newer', zones: [] })
    await store.refresh()
    expect(store.view()).toMatchObject({ document: { name: 'newer' }, baseRevision: 8, isBehind: false, isChanged: false })
  })

  it('a draft with changes is behind until it is rebased', async () => {
    const { at, store, name } = await opened()
    name('mine')
    await pass(600)
    at.publish({ name: 'newer', zones: [{ code: 'EU' }] })
    await store.refresh()
    expect(store.view()).toMatchObject({ document: { name: 'mine' }, baseRevision: 7, publishedRevision: 8, isBehind: true })
    store.rebaseOnto({ name: 'mine', zones: [{ code: 'EU' }] })
    expect(store.view()).toMatchObject({ baseRevision: 8, isBehind: false })
    await pass(600)
    expect(store.view()!.state).toBe('saved')
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
