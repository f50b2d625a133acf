import { describe, expect, it } from 'vitest'
import { compileConfig } from '../config/compile'
import { contain } from '../config/contain'
import { defaultConfig } from '../config/default'
import { type BoundaryClause, configSchema } from '../config/schema'
import type { GeoToken, LngLat, Place } from '../geo/place'
import { storedBoundary } from '../testing/stored-boundary'
import { parseBoundary } from './codec'
import { areaInside, isInside } from './inside'
import { boundaryTokens, mergeLayers } from './merge'
import { resolveBoundary } from './resolve'
import { parseToken } from './tokens'
import type { Boundary } from './types'

const standard = compileConfig(defaultConfig(), 1)
const clause = (allow: string[] = [], deny: string[] = []): BoundaryClause => ({ allow: allow as GeoToken[], deny: deny as GeoToken[] })
const merge = (...clauses: (BoundaryClause | null)[]) =>
  mergeLayers(
    clauses.map((each, i) => ({ layer: `layer ${i}`, clause: each })),
    standard,
  )
const boundaryOf = (...clauses: (BoundaryClause | null)[]): Boundary => {
  const merged = merge(...clauses)
  if (!merged.ok) throw new Error(JSON.stringify(merged.conflict))
  return merged.boundary
}
const place = (code: string | null, subdivision: string | null = null, point: LngLat | null = null): Place => ({
  country: code,
  subdivision,
  point,
})
const holds = (boundary: Boundary, at: Place, config = standard) => isInside(boundary, at, contain(config, at, 'high'), config)
const inside = (boundary: Boundary, codes: string) =>
  codes.split(' ').filter((code) => holds(boundary, code.includes('-') ? place(code.slice(0, 2), code) : place(code)))

describe('geo tokens', () => {
  it.each([
    ['SA', ['zone:SA', 'country:SA']],
    ['NA', ['zone:NA', 'country:NA']],
    ['ME', ['zone:ME', 'country:ME']],
    ['CH', ['country:CH', 'jurisdiction:CH']],
    ['UK', ['country:GB', 'jurisdiction:UK']],
    ['EU27', ['jurisdiction:EU27']],
    ['zone:eu', ['zone:EU']],
    ['country:EU', ['zone:EU']],
    ['RU-CHU', ['subdivision:RU-CHU']],
    ['Germany', ['country:DE']],
    ['zone:NOWHERE', []],
    ['country:XK', []],
    ['subdivision:XX-1', []],
    ['', []],
    ['toString', []],
    ['zone:constructor', []],
  ])('t01 t02 refuses %j and suggests %j', (text, suggestions) => {
    expect(parseToken(text, standard)).toMatchObject({ ok: false, suggestions })
  })

  it('takes what exists, and one form of what has two', () => {
    for (const token of ['zone:EU', 'country:NA', 'subdivision:RU-CHU', 'jurisdiction:EU27'])
      expect(parseToken(token, standard)).toEqual({ ok: true, token })
    expect(parseToken('subdivision:US-PR', standard)).toEqual({ ok: true, token: 'country:PR' })
  })

  it('refuses retired zones and drafts', () => {
    const config = compileConfig(
      configSchema.parse({
        zones: [
          { code: 'NEW', name: 'New', countries: ['FR'], replaces: ['OLD'] },
          { code: 'OLD', name: 'Old', countries: ['FR'], status: 'retired' },
          { code: 'NEXT', name: 'Next', countries: ['FR'], status: 'draft' },
        ],
      }),
      1,
    )
    expect(parseToken('zone:OLD', config)).toMatchObject({ ok: false, message: 'zone:OLD is retired.', suggestions: ['zone:NEW'] })
    expect(parseToken('zone:NEXT', config)).toMatchObject({ ok: false, message: 'zone:NEXT is still a draft.' })
  })
})

describe('jurisdictions', () => {
  const nodes = 'GB CH NO IS LI AX GI CY SJ'
  it('j01 EU27 holds of them only AX and CY', () => {
    expect(inside(boundaryOf(clause(['jurisdiction:EU27'])), nodes)).toEqual(['AX', 'CY'])
  })
  it('j02 EEA30 holds NO, IS, LI, AX and CY; not SJ, GB, CH, GI', () => {
    expect(inside(boundaryOf(clause(['jurisdiction:EEA30'])), nodes)).toEqual(['NO', 'IS', 'LI', 'AX', 'CY'])
  })
  it('j03 EU27 holds the outermost regions, and no overseas country', () => {
    expect(inside(boundaryOf(clause(['jurisdiction:EU27'])), 'RE GF MQ ES-CN NC PF GL FO AW FR-974 NL-AW')).toEqual([
      'RE',
      'GF',
      'MQ',
      'ES-CN',
      'FR-974',
    ])
  })
  it('j04 country:US holds neither Guam nor Puerto Rico, jurisdiction:US both', () => {
    expect(inside(boundaryOf(clause(['country:US'])), 'GU PR US-PR US-TX')).toEqual(['US-TX'])
    expect(inside(boundaryOf(clause(['jurisdiction:US'])), 'GU PR US-PR US-TX')).toEqual(['GU', 'PR', 'US-PR', 'US-TX'])
    expect(inside(boundaryOf(clause(['subdivision:US-PR'])), 'US PR US-TX')).toEqual(['PR'])
  })
})

describe('merging layers', () => {
  it('t04 names both clauses that have nothing in common', () => {
    const merged = mergeLayers(
      [
        { layer: 'platform', clause: clause([], ['country:KP']) },
        { layer: 'key', clause: clause(['jurisdiction:EU27']) },
        { layer: 'request', clause: clause(['zone:NA'], ['country:HU']) },
      ],
      standard,
    )
    expect(merged).toEqual({
      ok: false,
      conflict: [
        { layer: 'key', token: 'jurisdiction:EU27', kind: 'allow' },
        { layer: 'request', token: 'zone:NA', kind: 'allow' },
      ],
    })
  })

  it('t05 narrows EU27 by EEA30 to EU27, in either order', () => {
    for (const layers of [
      [clause(['jurisdiction:EU27']), clause(['jurisdiction:EEA30'])],
      [clause(['jurisdiction:EEA30']), clause(['jurisdiction:EU27'])],
    ]) {
      const boundary = boundaryOf(...layers)
      expect(boundaryTokens(boundary)).toEqual(['jurisdiction:EU27'])
      expect(boundary.hash).toBe(boundaryOf(clause(['jurisdiction:EU27'])).hash)
    }
  })

  it('keeps both sets where neither implies the other', () => {
    const boundary = boundaryOf(clause(['jurisdiction:EU27']), clause(['zone:EU']))
    expect(boundaryTokens(boundary)).toEqual(['jurisdiction:EU27', 'zone:EU'])
    expect(inside(boundary, 'DE GB RE CY')).toEqual(['DE', 'CY'])
  })

  it('b04 denies what any layer denies', () => {
    expect(merge(clause([], ['country:DE']), clause(['country:DE']))).toMatchObject({
      ok: false,
      conflict: [
        { token: 'country:DE', kind: 'allow' },
        { token: 'country:DE', kind: 'deny' },
      ],
    })
    expect(inside(boundaryOf(clause([], ['country:DE']), clause(['country:DE', 'country:FR'])), 'DE FR')).toEqual(['FR'])
  })

  it('b11 is unrestricted only when nothing is allowed and nothing denied; deny alone restricts', () => {
    expect(boundaryOf(null, clause()).kind).toBe('unrestricted')
    expect(boundaryOf().kind).toBe('unrestricted')
    const denyOnly = boundaryOf(clause([], ['country:US']))
    expect(denyOnly.kind).toBe('restricted')
    expect(inside(denyOnly, 'US DE PR')).toEqual(['DE', 'PR'])
    expect(holds(denyOnly, place(null))).toBe(false)
  })

  it('b06 has no place for what is unknown or contradicts itself', () => {
    for (const restricted of [
      boundaryOf(clause(['zone:EU'])),
      boundaryOf(clause([], ['country:US'])),
      boundaryOf(clause(['country:DE', 'country:FR'])),
    ]) {
      for (const at of [place(null), place(null, null, [8, 50]), place('DE', 'FR-IDF')]) expect(holds(restricted, at)).toBe(false)
    }
    expect(holds(boundaryOf(), place(null))).toBe(true)
  })

  it('denies a subdivision to whoever may be in it', () => {
    const boundary = boundaryOf(clause(['country:US'], ['subdivision:US-TX']))
    expect(inside(boundary, 'US US-TX US-CA')).toEqual(['US-CA'])
    expect(areaInside(boundary, 'country:US', standard)).toBe(false)
    expect(areaInside(boundary, 'subdivision:US-CA', standard)).toBe(true)
  })

  it('knows subdivisions within subdivisions: Las Palmas is in the Canaries, and who is in the Canaries may be in Las Palmas', () => {
    expect(inside(boundaryOf(clause(['subdivision:ES-CN'])), 'ES ES-CN ES-GC ES-MD')).toEqual(['ES-CN', 'ES-GC'])
    expect(inside(boundaryOf(clause(['country:ES'], ['subdivision:ES-CN'])), 'ES ES-CN ES-GC ES-M')).toEqual(['ES-M'])
    expect(inside(boundaryOf(clause(['country:ES'], ['subdivision:ES-GC'])), 'ES ES-CN ES-GC ES-TF')).toEqual(['ES-TF'])
    expect(areaInside(boundaryOf(clause(['subdivision:ES-CN'])), 'subdivision:ES-GC', standard)).toBe(true)
    expect(areaInside(boundaryOf(clause(['country:ES'], ['subdivision:ES-GC'])), 'subdivision:ES-CN', standard)).toBe(false)
    expect(boundaryTokens(boundaryOf(clause(['subdivision:ES-GC']), clause(['subdivision:ES-CN'])))).toEqual(['subdivision:ES-GC'])
    expect(merge(clause(['subdivision:ES-GC'], ['subdivision:ES-CN'])).ok).toBe(false)
    expect(merge(clause(['subdivision:ES-CN'], ['subdivision:ES-GC'])).ok).toBe(true)
  })

  it('fails closed on tokens that this configuration does not know', () => {
    const gone = 'zone:GONE' as GeoToken
    expect(merge(clause([gone])).ok).toBe(false)
    expect(holds(boundaryOf(clause(['country:DE'], [gone])), place('DE'))).toBe(false)
    expect(areaInside(boundaryOf(clause(['country:DE'], [gone])), 'country:DE', standard)).toBe(false)
    expect(holds(boundaryOf(clause(['country:DE', gone])), place('FR'))).toBe(false)
  })

  it('z14 matches a zone’s halves through their parent', () => {
    const config = compileConfig(
      configSchema.parse({
        zones: [
          { code: 'EU', name: 'Europe' },
          { code: 'EU-W', name: 'West', parent: 'EU', countries: ['FR'] },
          { code: 'EU-E', name: 'East', parent: 'EU', countries: ['PL'] },
          { code: 'X', name: 'X', countries: ['US'] },
          { code: 'EMPTY', name: 'Nothing yet' },
        ],
      }),
      1,
    )
    const merged = mergeLayers([{ layer: 'policy', clause: clause(['zone:EU']) }], config)
    if (!merged.ok) throw new Error('conflict')
    expect(['FR', 'PL', 'US'].filter((code) => holds(merged.boundary, place(code), config))).toEqual(['FR', 'PL'])
    expect(areaInside(merged.boundary, 'zone:EU-W', config)).toBe(true)
    // Of no place at all nothing is proven.
    expect(areaInside(merged.boundary, 'zone:EMPTY', config)).toBe(false)
  })

  it('resolves to countries and subdivisions', () => {
    expect(
      resolveBoundary(boundaryOf(clause(['country:DE', 'subdivision:US-TX', 'country:FR'], ['country:FR', 'subdivision:DE-BE'])), standard),
    ).toEqual({
      countries: [],
      subdivisions: ['US-TX'],
      drawn: false,
    })
    expect(resolveBoundary(boundaryOf(clause(['jurisdiction:UK', 'country:FR'])), standard).countries).toEqual(['FR', 'GB'])
  })
})

describe('a boundary on its way through the log', () => {
  it('comes back the same, and not at all when anything about it changed', () => {
    for (const boundary of [
      boundaryOf(),
      boundaryOf(clause(['zone:EU', 'zone:NA'], ['country:DE']), clause(['country:FR', 'country:US', 'country:RE'])),
    ]) {
      const stored = JSON.parse(JSON.stringify(storedBoundary(boundary)))
      expect(parseBoundary(stored)).toEqual(boundary)
    }
    const stored = storedBoundary(boundaryOf(clause(['zone:EU'], ['country:DE'])))
    for (const broken of [
      null,
      'x',
      {},
      { ...stored, deny: [] },
      { ...stored, allow: [] },
      { ...stored, kind: 'unrestricted' },
      { kind: 'unrestricted', hash: stored.hash },
      { ...stored, allow: [['EU']] },
      { ...stored, hash: 'sha256:0' },
    ]) {
      expect(parseBoundary(broken)).toBeNull()
    }
  })
})
