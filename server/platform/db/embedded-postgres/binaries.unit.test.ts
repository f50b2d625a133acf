import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { installed, reachableCopy } from './binaries'

const base = mkdtempSync(path.join(tmpdir(), 'geo-binaries-'))
chmodSync(base, 0o755)
afterAll(() => rmSync(base, { recursive: true, force: true }))

it('copies the binaries once: a copy that others may run from stays as it is', () => {
  const { folder, version } = installed()
  const nobody = { name: 'nobody', uid: 65534, gid: 65534 }
  const first = reachableCopy(folder, version, nobody, base)
  const { ino } = statSync(first)
  expect(existsSync(path.join(first, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres'))).toBe(true)
  expect(reachableCopy(folder, version, nobody, base)).toBe(first)
  expect(statSync(first).ino).toBe(ino)
})
