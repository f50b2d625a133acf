import { describe, expect, it } from 'vitest'
import { coordinates, duration, micros, percent, relative, shortId, utc } from './format'

describe('format', () => {
  it('writes a duration in its largest whole unit', () => {
    expect([900, 42_000, 119_000, 3_600_000, 90_000_000].map(duration)).toEqual(['1 s', '42 s', '1 min', '1 h', '1 d'])
  })

  it('tells past from future', () => {
    expect(relative(0, 42_000)).toBe('42 s ago')
    expect(relative(300_000, 0)).toBe('in 5 min')
    expect(relative(10, 20)).toBe('now')
  })

  it('never rounds a share up to all of it', () => {
    expect(percent(99.9)).toBe('99.9 %')
    expect(percent(100)).toBe('100 %')
    expect(percent(null)).toBe('–')
  })

  it('writes units and shortens ids so that both ends stay', () => {
    expect(micros(812)).toBe('812 µs')
    expect(micros(2500)).toBe('2.5 ms')
    expect(shortId('0x1234567890abcdef1234567890abcdef12345678')).toBe('0x1234…5678')
    expect(coordinates([-46.63, -23.55])).toBe('23.55° S, 46.63° W')
    expect(utc(0)).toBe('1970-01-01 00:00:00 UTC')
  })
})
