// A request's JSON body, within limits that hold before anything is parsed: size (declared or counted), text, depth.

import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { ServiceError } from '@/server/platform/errors'
import { isDeeperThan } from '@/server/platform/json-depth'

export const MAX_DEPTH = 32
const jsonTypes = /^application\/json$|\+json$/

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

/** In UTF-8 and not compressed; no type at all is taken for the right one. */
export function requireType({ headers }: IncomingMessage, wanted: RegExp, example: string): void {
  const { 'content-type': contentType, 'content-encoding': encoding } = headers
  if (encoding !== undefined && encoding !== 'identity') {
    throw new ServiceError('unsupported_media_type', 'Send the body without content-encoding.')
  }
  if (contentType === undefined || contentType === example) return
  const [type = '', ...parameters] = contentType.toLowerCase().split(';')
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='))
  if (!wanted.test(type.trim()) || (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset))) {
    throw new ServiceError('unsupported_media_type', `Send JSON: content-type: ${example}, in UTF-8.`)
  }
}

/** `done` is told once: the bytes, or what is wrong. An error that the headers show is thrown at once. */
export function readBody(req: IncomingMessage, maxBytes: number, done: (error: unknown, bytes: Buffer) => void): void {
  requireType(req, jsonTypes, 'application/json')
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
