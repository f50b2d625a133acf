// A request's JSON body, within limits that hold before anything is parsed: size (declared or counted), text, depth.

import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { ServiceError } from '@/server/platform/errors'
import { isDeeperThan } from '@/server/platform/json-depth'

export const MAX_DEPTH = 32

/** The caller went away before its body was whole: nobody is left to answer. */
export class ClientGoneError extends Error {}

export async function readJson(req: IncomingMessage, maxBytes: number): Promise<unknown> {
  requireType(req, /^application\/json$|\+json$/, 'application/json')
  const body = await readBody(req, maxBytes)
  if (body.length === 0) throw new ServiceError('invalid_request', 'The body is empty; send a JSON object.')
  if (!isUtf8(body)) throw new ServiceError('invalid_request', 'The body is not UTF-8.')
  if (isDeeperThan(body, MAX_DEPTH)) throw new ServiceError('invalid_request', `The body is nested deeper than ${MAX_DEPTH} levels.`)
  try {
    return JSON.parse(body.toString())
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

function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new ServiceError('too_large', `The body is larger than ${maxBytes / (1024 * 1024)} MiB.`)
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) {
        chunks.push(chunk)
        return
      }
      req.off('data', onData)
      reject(tooLarge())
    }
    req.on('data', onData)
    req.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
    req.once('error', () => reject(new ClientGoneError()))
    req.once('close', () => {
      if (!req.complete) reject(new ClientGoneError())
    })
  })
}

const shorten = (message: string): string => (message.length > 160 ? `${message.slice(0, 160)}…` : message)
