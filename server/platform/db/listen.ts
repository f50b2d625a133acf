import pg from 'pg'
import type { Channel } from './channels'

/** Bounds of the wait before another attempt; it doubles. */
const RETRY_MS = { first: 100, most: 5_000 }

export type Listener = { stop(): Promise<void> }

export type ListenOptions = {
  /** Called after each successful (re)connection: what was notified meanwhile is lost, so re-read. */
  onConnect?: () => void
  onError?: (error: Error) => void
}

/** Follows channels on a connection of its own, for ever: a broken connection is opened again. Never rejects. */
export function listen(
  url: string,
  channels: readonly Channel[],
  onNotify: (channel: Channel, payload: string) => void,
  options: ListenOptions = {},
): Listener {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  let waitMs = RETRY_MS.first

  async function connect(): Promise<void> {
    timer = null
    const own = new pg.Client({
      connectionString: url,
      application_name: 'resultity-geo listen',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    client = own
    own.on('error', (error) => lost(own, error))
    own.on('end', () => lost(own, new Error('connection ended')))
    own.on('notification', ({ channel, payload }) => onNotify(channel as Channel, payload ?? ''))
    try {
      await own.connect()
      await own.query(channels.map((channel) => `LISTEN ${own.escapeIdentifier(channel)}`).join('; '))
      if (client !== own) return
      waitMs = RETRY_MS.first
      options.onConnect?.()
    } catch (error) {
      lost(own, error as Error)
    }
  }

  function lost(own: pg.Client, error: Error): void {
    if (client !== own) return
    client = null
    own.end().catch(() => {})
    if (isStopped) return
    options.onError?.(error)
    timer = setTimeout(() => void connect(), waitMs)
    waitMs = Math.min(RETRY_MS.most, waitMs * 2)
  }

  void connect()
  return {
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      const own = client
      client = null
      await own?.end().catch(() => {})
    },
  }
}
