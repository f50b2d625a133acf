import { expect, it } from 'vitest'
import { readArguments } from '../arguments'
import { soakRouter } from './soak-router'

it('d01 law 10 what a router answered is in the log once, be it killed, stopped, cut off or idle', { timeout: 300_000 }, async () => {
  const lines: string[] = []
  expect(await soakRouter(readArguments(['--rounds', '5'], 20_261_126)!, (line) => lines.push(line))).toBeNull()
  // Each fault met decisions.
  expect(lines).toHaveLength(5)
  for (const line of lines) expect(line).toMatch(/: [1-9][\d,]* decisions answered, all in the log/)
})
