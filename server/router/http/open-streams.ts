import { ServiceError } from '@/server/platform/errors'

/** A long-lived answer that watches itself: it is asked now and then, and told when the router stops. */
export type OpenStream = { readonly owner: string; check(): void; stop(error: ServiceError): void }

const MAX_OPEN = 512
/** So that no key takes all of them. */
const MAX_OPEN_AN_OWNER = 64
/** A revoked key is known within a second; its streams end well within two. */
const CHECK_EVERY_MS = 500

export class OpenStreams {
  private readonly streams = new Set<OpenStream>()
  private timer: NodeJS.Timeout | null = null
  private isStopping = false

  get size(): number {
    return this.streams.size
  }

  /** Throws where no more are taken. */
  add(stream: OpenStream): void {
    if (this.isStopping) throw stopping()
    if (this.streams.size >= MAX_OPEN)
      throw new ServiceError('unavailable', `This router has ${MAX_OPEN} streams open and takes no more now.`, { retryAfterS: 5 })
    let own = 0
    for (const { owner } of this.streams) if (owner === stream.owner) own++
    if (own >= MAX_OPEN_AN_OWNER)
      throw new ServiceError('rate_limited', `This API key has ${MAX_OPEN_AN_OWNER} streams open at this router and may open no more.`, {
        retryAfterS: 5,
      })
    this.streams.add(stream)
    this.timer ??= setInterval(() => {
      for (const open of this.streams) open.check()
    }, CHECK_EVERY_MS)
  }

  remove(stream: OpenStream): void {
    this.streams.delete(stream)
    if (this.streams.size > 0 || this.timer === null) return
    clearInterval(this.timer)
    this.timer = null
  }

  /** Ends all after what they are at, and opens no more. */
  stop(): void {
    this.isStopping = true
    for (const stream of this.streams) stream.stop(stopping())
  }
}

function stopping(): ServiceError {
  return new ServiceError('unavailable', 'The router is stopping. Send what was not answered again.', { retryAfterS: 1 })
}
