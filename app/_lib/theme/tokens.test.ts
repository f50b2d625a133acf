import { describe, expect, it } from 'vitest'
import { contrastRatio } from './contrast'
import { themes, token, tokensCss, zoneHue, zoneHues } from './tokens'

describe('tokens', () => {
  it('are what tokens.css holds', async () => {
    await expect(tokensCss()).toMatchFileSnapshot('../../tokens.css')
  })

  it.each(themes)('give text at least 4.5:1 on every ground in %s', (theme) => {
    for (const ground of ['canvas', 'surface', 'raised', 'hover'] as const) {
      for (const ink of ['ink', 'muted', 'faint', 'accent', 'ok', 'warn', 'bad'] as const) {
        expect(contrastRatio(token(ink, theme), token(ground, theme)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrastRatio(token('muted', theme), token('chip', theme))).toBeGreaterThanOrEqual(4.5)
    for (const status of ['ok', 'warn', 'bad', 'accent'] as const) {
      expect(contrastRatio(token(status, theme), token(`${status}-soft`, theme)), status).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrastRatio(token('accent-ink', theme), token('accent', theme))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(themes)('draw control outlines at 3:1 in %s', (theme) => {
    for (const ground of ['surface', 'canvas'] as const) {
      expect(contrastRatio(token('line-strong', theme), token(ground, theme))).toBeGreaterThanOrEqual(3)
    }
  })

  it.each(themes)('give every zone a hue whose ink is readable in %s', (theme) => {
    const fills = zoneHues.map((_, slot) => zoneHue(slot, theme))
    expect(new Set(fills.map(({ fill }) => fill)).size).toBe(zoneHues.length)
    for (const { ink } of fills) {
      for (const ground of ['surface', 'canvas', 'hover'] as const)
        expect(contrastRatio(ink, token(ground, theme))).toBeGreaterThanOrEqual(4.5)
    }
  })
})
