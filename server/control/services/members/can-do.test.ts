import { expect, it } from 'vitest'
import { roles } from '../../actor'
import { routes } from '../../rest/routes'
import { canDo } from './can-do'

const actions = canDo(routes).groups.flatMap((group) => group.actions)
const of = (what: RegExp) => actions.find((action) => what.test(action.what))

it('has every route that asks for somebody, and follows what each declares', () => {
  expect(actions).toHaveLength(routes.filter(({ access }) => access !== 'public').length)
  expect(of(/^Makes a key;/)).toMatchObject({ admin: 'all', owner: 'no', viewer: 'no' })
  expect(of(/^Publishes one Subcloud’s policy/)).toMatchObject({ admin: 'all', owner: 'own', viewer: 'no' })
  expect(of(/^Subclouds, with what/)).toMatchObject({ admin: 'all', owner: 'reach', viewer: 'counts' })
  for (const role of roles) expect(actions.some((action) => action[role] !== 'no')).toBe(true)
})
