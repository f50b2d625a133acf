// A request's JSON body, within limits that hold before anything is parsed: size (declared or counted), text, depth.

import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { jsonTypes, requireType } from '@/server/platform/content-type'
import { ServiceError } from '@/server/platform/errors'
import { isDeeperThan } from '@/server/platform/json-depth'

export const MAX_DEPTH = 32

/** The caller went away before its body was whole: nobody is left to answer. */
export class ClientGoneError extends Error {}

export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) throw new ServiceError('invalid_request', 'The body is empty; send a JSON object.')
  if (!isUtf8(bytes)) throw new ServiceError('invalid_request', 'The body is not UTF-8.')
  if (isDeeperThan(bytes, MAX_DEPTH)) throw new ServiceError('invalid_request', `The body is nested deeper than ${MAX_DEPTH} levels.`)
  try {
    return JSON.parse(bytes.toString())
  } catch (error) {
    throw new ServiceError('invalid_request', `The body is not JSON: ${shorten((error as Error).message)}`)
  }
}

/** Throws where the headers name anything but the wanted type. */
export function requireTypeOf({ headers }: IncomingMessage, wanted: RegExp, example: string): void {
  requireType({ type: headers['content-type'], encoding: headers['content-encoding'] }, wanted, example)
}

/** `done` is told once: the bytes, or what is wrong. An error that the headers show is thrown at once. */
export function readBody(req: IncomingMessage, maxBytes: number, done: (error: unknown, bytes: Buffer) => void): void {
  requireTypeOf(req, jsonTypes, 'application/json')
  const chunks: Buffer[] = []
  let size = 0
  let isOver = false
  const end = (error: unknown) => {
    if (isOver) return
    isOver = true
    done(error, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))
  }
  const gone = () => {
    if (!isOver) end(new ClientGoneError())
  }
  const tooLarge = () => new ServiceError('too_large', `The body is larger than ${maxBytes / (1024 * 1024)} MiB.`)
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  const onData = (chunk: Buffer) => {
    size += chunk.length
    if (size <= maxBytes) {
      chunks.push(chunk)
      return
    }
    req.off('data', onData)
    chunks.length = 0
    end(tooLarge())
  }
  req.on('data', onData)
  req.on('end', () => end(null))
  req.on('error', gone)
  // Every request closes; most are over by then.
  req.on('close', gone)
}

const shorten = (message: string): string => (message.length > 160 ? `${message.slice(0, 160)}…` : message)
