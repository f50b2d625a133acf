// One transaction a change: the write, its audit row and the hint to the other processes stand or fall together.

import type { Channel } from '@/server/platform/db/channels'
import type { Prisma } from '@/server/platform/db/generated/client'
import type { Control } from './context'

export type Tx = Prisma.TransactionClient

export async function transact<T>(control: Control, channels: readonly Channel[], work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await control.prisma.$transaction(
    async (tx) => {
      const value = await work(tx)
      for (const channel of channels) await tx.$executeRaw`SELECT pg_notify(${channel}, '')`
      return value
    },
    { maxWait: 5000, timeout: 30_000 },
  )
  // In force here at once; the others hear of it or poll. A replica that cannot read now will catch up by itself.
  const { replica, log } = control
  const refreshed = channels.includes('config') ? replica.refresh() : replica.refreshLive()
  await refreshed.catch((error: unknown) => log.warn({ err: error }, 'refresh after a change failed'))
  return result
}
