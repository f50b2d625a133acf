import { expect, it } from 'vitest'
import { stepsBetween } from './restyle'
import { mapStyle } from './style'

const style = mapStyle({ theme: 'light', zones: [], lens: null, selectedZone: null, selectedNode: null })

it('does nothing between equal styles', () => expect(stepsBetween(style, structuredClone(style))).toEqual([]))

it('changes colours in place when the theme changes', () => {
  const steps = stepsBetween(style, mapStyle({ theme: 'dark', zones: [], lens: null, selectedZone: null, selectedNode: null }))
  expect(steps.length).toBeGreaterThan(5)
  expect(new Set(steps.map((step) => step.do))).toEqual(new Set(['paint']))
})

it('moves the selection by a filter alone', () => {
  const steps = stepsBetween(style, mapStyle({ theme: 'light', zones: [], lens: null, selectedZone: null, selectedNode: '0x1' }))
  expect(steps.map((step) => step.do)).toEqual(['filter'])
})

it('adds layers below those that stand above them, and takes them off again', () => {
  const [first, second, ...rest] = style.layers
  const less = { ...style, layers: [first!, ...rest] }
  expect(stepsBetween(less, style)).toEqual([{ do: 'add', layer: second, before: rest[0]!.id }])
  expect(stepsBetween(style, less)).toEqual([{ do: 'remove', id: second!.id }])
})
