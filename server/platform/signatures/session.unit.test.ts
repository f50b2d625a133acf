import { expect, it } from 'vitest'
import { isMac, messageMac } from './session'

it('takes hex in either case, with or without 0x, and nothing else', () => {
  const mac = messageMac('secret', 'text')
  for (const form of [mac, mac.toUpperCase(), `0x${mac}`, `0X${mac.toUpperCase()}`]) expect(isMac(form, 'secret', 'text')).toBe(true)
  const other = `${mac.slice(0, -1)}${mac.endsWith('0') ? '1' : '0'}`
  for (const form of [
    '',
    '0x',
    mac.slice(2),
    `${mac}00`,
    `0x0x${mac.slice(2)}`,
    `${mac.slice(0, -1)}g`,
    `${mac.slice(0, -2)}`,
    'é'.repeat(64),
    other,
  ])
    expect(isMac(form, 'secret', 'text')).toBe(false)
  // What was compared last is no part of what is compared now.
  expect([isMac(mac, 'secret', 'text'), isMac('zz'.repeat(32), 'secret', 'text'), isMac(mac, 'secret', 'other')]).toEqual([
    true,
    false,
    false,
  ])
})
