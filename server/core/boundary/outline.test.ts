import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { defaultConfig } from '../config/default'
import { type BoundaryClause, configSchema } from '../config/schema'
import { mergeLayers } from './merge'
import { outlineOf } from './outline'
import { resolveBoundary } from './resolve'

const standard = defaultConfig()
const ring = [
  [
    [5, 45],
    [8, 45],
    [8, 48],
    [5, 48],
    [5, 45],
  ],
]
const drawn = {
  code: 'ALPS',
  name: 'Alps',
  parent: 'EU',
  status: 'published',
  countries: [],
  polygons: { type: 'MultiPolygon', coordinates: [ring] },
}
const config = compileConfig(configSchema.parse({ ...standard, zones: [...standard.zones, drawn] }), 1)

function outline(...clauses: { allow?: string[]; deny?: string[] }[]) {
  const merged = mergeLayers(
    clauses.map(({ allow = [], deny = [] }, i) => ({ layer: `layer ${i}`, clause: { allow, deny } as BoundaryClause })),
    config,
  )
  if (!merged.ok) throw new Error('the boundary is empty')
  return outlineOf(merged.boundary, resolveBoundary(merged.boundary, config).countries, config)
}

describe('the outline of a boundary', () => {
  it('has no edge where nothing is restricted', () => {
    expect(outline({})).toEqual({ partly: [], drawnIn: [], drawnOut: [] })
  })

  it('has a country in part by what is let in of it and by what is kept out of it', () => {
    expect(outline({ allow: ['country:FR', 'subdivision:US-TX'] }).partly).toEqual(['US'])
    expect(outline({ allow: ['country:FR', 'country:US'], deny: ['subdivision:US-TX'] }).partly).toEqual(['US'])
    expect(outline({ deny: ['subdivision:US-TX'] }).partly).toEqual(['US'])
  })

  it('leaves out what any layer leaves out, or denies as a whole', () => {
    expect(outline({ allow: ['subdivision:US-TX', 'country:FR'] }, { allow: ['country:FR'] }).partly).toEqual([])
    expect(outline({ allow: ['subdivision:US-TX', 'country:FR'], deny: ['country:DE'] }).partly).toEqual(['US'])
  })

  it('names the drawn zones that it lets in or keeps out, those of a parent included', () => {
    expect(outline({ allow: ['zone:EU'] }).drawnIn).toEqual(['ALPS'])
    expect(outline({ allow: ['zone:EU'], deny: ['zone:ALPS'] })).toMatchObject({ drawnOut: ['ALPS'] })
    expect(outline({ allow: ['country:DE'] }).drawnIn).toEqual([])
  })

  it('has those countries in part that a denied drawing may reach into, and no farther ones', () => {
    const { partly } = outline({ allow: ['zone:EU'], deny: ['zone:ALPS'] })
    expect(partly).toEqual(expect.arrayContaining(['FR', 'CH']))
    expect(partly).not.toContain('SE')
    expect(partly).not.toContain('US')
  })
})
