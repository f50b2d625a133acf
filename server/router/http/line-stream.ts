// One request that stays open: lines come in, lines go out, as they are ready. The slower side sets the pace: nothing is read
// while lines wait to be answered, none is answered while answers wait to be read.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { discardBody } from '@/server/platform/discard-body'
import { ServiceError } from '@/server/platform/errors'
import { type Line, LineSplitter } from './lines'
import type { OpenStream, OpenStreams } from './open-streams'

export type LineStreamSettings = {
  req: IncomingMessage
  res: ServerResponse
  streams: OpenStreams
  /** Whose it is: nobody may have all of them. */
  owner: string
  maxLineBytes: number
  /** Lines answered between two looks at anything else. */
  slice: number
  /** Nothing from the caller for so long ends the stream, no answer read for so long cuts it. */
  idleMs: number
  slowReaderMs: number
  now: () => number
  /** Answers some lines by `write`, now or later; resolves when the next may come. */
  answer(lines: readonly Line[], write: (texts: readonly string[]) => void): Promise<void>
  /** Resolves once everything is written that comes later. */
  settled(): Promise<void>
  /** Throws when the stream may not go on. */
  check(): void
  /** The last line, where the stream ends before its caller does. */
  farewell(error: unknown): string
  /** What nobody expects; the stream is cut. */
  onFailure(error: unknown): void
}

export class LineStream implements OpenStream {
  private readonly splitter: LineSplitter
  private waiting: Line[] = []
  private isPumping = false
  private hasEnded = false
  private stoppedBy: unknown = null
  private lastReadAt: number
  private drainSince: number | null = null
  readonly owner: string

  constructor(private readonly settings: LineStreamSettings) {
    this.owner = settings.owner
    this.splitter = new LineSplitter(settings.maxLineBytes)
    this.lastReadAt = settings.now()
    settings.streams.add(this)
  }

  /** Answers the head and reads on from there. */
  start(headers: Record<string, string>): void {
    const { req, res, streams } = this.settings
    res.writeHead(200, { ...headers, 'content-type': 'application/x-ndjson; charset=utf-8' })
    res.flushHeaders()
    res.on('close', () => streams.remove(this))
    res.on('drain', () => this.onDrain())
    // A caller that hangs up: what was decided stays in the log, its leases expire.
    req.on('error', () => {})
    req.on('data', (chunk: Buffer) => this.take(this.splitter.push(chunk)))
    req.on('end', () => {
      this.hasEnded = true
      this.take(this.splitter.end())
    })
  }

  check(): void {
    const { res, now, idleMs, slowReaderMs } = this.settings
    if (this.drainSince !== null && now() - this.drainSince > slowReaderMs) {
      res.destroy()
      return
    }
    try {
      this.settings.check()
      if (!this.isPumping && now() - this.lastReadAt > idleMs)
        throw new ServiceError('invalid_request', `Nothing came for ${idleMs / 1000} s; a blank line now and then keeps a stream open.`)
    } catch (error) {
      this.stop(error)
    }
  }

  stop(error: unknown): void {
    if (this.stoppedBy !== null || this.hasEnded) return
    this.stoppedBy = error
    this.waiting = []
    this.run()
  }

  private take(lines: readonly Line[]): void {
    this.lastReadAt = this.settings.now()
    if (this.stoppedBy !== null) return
    this.waiting.push(...lines)
    this.run()
  }

  private run(): void {
    this.pump().catch((error: unknown) => {
      this.settings.onFailure(error)
      this.settings.res.destroy()
    })
  }

  private async pump(): Promise<void> {
    if (this.isPumping) return
    this.isPumping = true
    const { req, res, slice, now, answer, settled, farewell } = this.settings
    req.pause()
    while (this.waiting.length > 0 && !res.destroyed) {
      await answer(this.waiting.splice(0, slice), this.write)
      if (res.writableNeedDrain) await this.drained()
    }
    this.isPumping = false
    const isOver = this.hasEnded || this.stoppedBy !== null
    if (!isOver) {
      req.resume()
      return
    }
    await settled()
    if (res.destroyed || res.writableEnded) return
    this.drainSince = now()
    res.end(this.stoppedBy === null ? undefined : `${farewell(this.stoppedBy)}\n`)
    discardBody(req)
  }

  private readonly write = (texts: readonly string[]): void => {
    const { res } = this.settings
    if (texts.length > 0 && !res.destroyed) res.write(bytesOf([...texts, ''].join('\n')))
  }

  private onDrain: () => void = () => {}

  private drained(): Promise<void> {
    const { res, now } = this.settings
    this.drainSince = now()
    return new Promise((resolve) => {
      const done = () => {
        this.drainSince = null
        res.off('close', done)
        resolve()
      }
      this.onDrain = done
      res.once('close', done)
    })
  }
}

/** Mostly ASCII, which is copied as it stands: a tenth of a microsecond a line less than what node makes of a text (2026-11-26). */
function bytesOf(text: string): Buffer {
  return Buffer.byteLength(text) === text.length ? Buffer.from(text, 'latin1') : Buffer.from(text)
}
