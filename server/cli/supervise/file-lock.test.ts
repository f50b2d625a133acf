import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { identify } from '@/server/platform/process-identity'
import { type FileLock, takeFileLock } from './file-lock'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'geo-lock-'))
  file = path.join(folder, 'start.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const noWait = { holder: 0, stopping: 5_000 }

async function take(): Promise<FileLock> {
  const taken = await takeFileLock(file, noWait)
  if ('heldBy' in taken) throw new Error('held')
  return taken.lock
}

async function endedProcess() {
  const child = spawn('sleep', ['1000'])
  const identity = identify(child.pid!)
  child.kill('SIGKILL')
  await once(child, 'exit')
  return identity
}

describe('takeFileLock', () => {
  it('names the living holder, and gives way once it is released', async () => {
    const lock = await take()
    expect(await takeFileLock(file, noWait)).toEqual({ heldBy: identify(process.pid) })
    lock.release()
    expect((await take()).leftover).toBeNull()
  })

  it('waits for a holder that is stopping', async () => {
    const lock = await take()
    lock.update({ isStopping: true })
    const next = take()
    lock.release()
    expect((await next).leftover).toBeNull()
  })

  it('takes over from a killed holder and says what that left running', async () => {
    const dead = await endedProcess()
    const child = identify(process.pid)
    writeFileSync(file, JSON.stringify({ holder: dead, isStopping: false, children: [child] }))
    expect((await take()).leftover).toMatchObject({ holder: dead, children: [child] })
  })

  it('is not held by another process that was given the holder’s number', async () => {
    writeFileSync(file, JSON.stringify({ holder: { pid: process.pid, startedAt: '1' }, isStopping: false, children: [] }))
    expect((await take()).leftover).not.toBeNull()
  })

  it('takes over a file that was cut short', async () => {
    writeFileSync(file, '{"holder":')
    await take()
    expect(readdirSync(folder)).toEqual(['start.lock'])
  })
})
