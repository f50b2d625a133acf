import { expect, it } from 'vitest'
import { LinkKeeper } from './link-keeper'

const router = { __NA: true }

/** A browser’s history as far as the keeper sees it, on one screen. */
function browse() {
  const location = new URL('http://geo.test/zones/edit')
  /** What the router was told of: writes that do not bear its mark. */
  const told: string[] = []
  const write = (state: { __NA?: boolean } | null, _: string, url?: string | URL | null) => {
    if (url) location.href = new URL(url, location).href
    if (!state?.__NA) told.push(location.search)
  }
  const history = { state: router, pushState: write, replaceState: write } as unknown as History
  const keeper = new LinkKeeper()
  keeper.keep(history, location as unknown as Location)
  return { history, keeper, location, told }
}

it('keeps the newest link when the router has drawn an older one', () => {
  const { history, location, told } = browse()
  history.pushState(null, '', '?zone=EU')
  history.replaceState(null, '', '?zone=EU&section=life')
  history.replaceState(router, '', '/zones/edit')
  history.replaceState(router, '', '/zones/edit?zone=EU')
  expect(location.search).toBe('?zone=EU&section=life')
  expect(told).toEqual(['?zone=EU', '?zone=EU&section=life'])
})

it('lets the router change the link again once it has drawn the newest', () => {
  const { history, location } = browse()
  history.pushState(null, '', '?zone=EU')
  history.replaceState(router, '', '/zones/edit?zone=EU')
  history.replaceState(router, '', '/zones/edit?zone=SA')
  expect(location.search).toBe('?zone=SA')
})

it('never keeps the router from another page', () => {
  const { history, location } = browse()
  history.pushState(null, '', '?zone=EU')
  history.replaceState(router, '', '/sign-in')
  expect(location.pathname).toBe('/sign-in')
})

it('writes past the router while it is on its way elsewhere, even when it draws an older link on the way', () => {
  const { history, keeper, location, told } = browse()
  history.pushState(null, '', '?zone=EU')
  keeper.leave()
  history.replaceState(router, '', '/zones/edit?zone=EU')
  history.replaceState(null, '', '?zone=EU&z=2')
  expect(location.search).toBe('?zone=EU&z=2')
  expect(told).toEqual(['?zone=EU'])
  history.pushState(router, '', '/nodes')
  history.pushState(null, '', '?trust=verified')
  expect(location.href).toBe('http://geo.test/nodes?trust=verified')
  expect(told).toEqual(['?zone=EU', '?trust=verified'])
})

it('tells the router again when the way led to the very link where one was', () => {
  const { history, keeper, told } = browse()
  keeper.leave()
  history.replaceState(router, '', '/zones/edit')
  history.pushState(null, '', '?zone=EU')
  expect(told).toEqual(['?zone=EU'])
})
