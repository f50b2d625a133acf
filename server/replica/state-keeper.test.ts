import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, it } from 'vitest'
import { StateKeeper } from './state-keeper'

it('saves what changed: how nodes are each time, who they are once a minute, and everything in the end', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'geo-state-'))
  let now = 1_000_000
  const keeper = new StateKeeper(dir, pino({ level: 'silent' }), () => now)
  const save = async (isLast = false) => {
    const parts: string[] = []
    await keeper.save((due) => {
      for (const [part, isDue] of Object.entries(due)) if (isDue) parts.push(part)
      return { config: null, access: null, fleet: due.fleet ? [] : null, live: due.live ? [] : null }
    }, isLast)
    return parts
  }
  const change = () => {
    keeper.mark('fleet')
    keeper.mark('live')
  }
  try {
    expect(await save()).toEqual([])
    change()
    expect(await save()).toEqual(['fleet', 'live'])
    change()
    now += 10_000
    expect([await save(), await save()]).toEqual([['live'], []])
    now += 50_000
    expect([await save(), await save()]).toEqual([['fleet'], []])
    change()
    expect(await save(true)).toEqual(['fleet', 'live'])
  } finally {
    rmSync(dir, { recursive: true })
  }
})

it('what could not be saved is saved as soon as it can be', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'geo-state-'))
  const inTheWay = join(dir, 'state')
  const keeper = new StateKeeper(inTheWay, pino({ level: 'silent' }), () => 1_000_000)
  const save = () =>
    keeper.save((due) => ({ config: null, access: null, fleet: due.fleet ? [{ id: 'n' } as never] : null, live: null }), false)
  try {
    writeFileSync(inTheWay, 'not a folder')
    keeper.mark('fleet')
    await save()
    rmSync(inTheWay)
    expect((await keeper.read()).fleet).toEqual([])
    await save()
    // An earlier version wrote nothing of moves: there is none.
    expect((await keeper.read()).fleet).toEqual([{ id: 'n', moving: null }])
  } finally {
    rmSync(dir, { recursive: true })
  }
})
