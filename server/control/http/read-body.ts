// A body within limits that hold before anything is parsed: size (declared or counted), text, depth.

import { isUtf8 } from 'node:buffer'
import { jsonTypes, requireType } from '@/server/platform/content-type'
import { ServiceError } from '@/server/platform/errors'
import { isDeeperThan } from '@/server/platform/json-depth'

export const mebibyte = 1024 * 1024
const maxDepth = 64

export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new ServiceError('too_large', `The body is larger than ${maxBytes / mebibyte} MiB.`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  if (!request.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  requireType(
    { type: request.headers.get('content-type'), encoding: request.headers.get('content-encoding') },
    jsonTypes,
    'application/json',
  )
  const bytes = await readBytes(request, maxBytes)
  if (bytes.length === 0) throw new ServiceError('invalid_request', 'The body is empty; send a JSON object.')
  if (!isUtf8(bytes)) throw new ServiceError('invalid_request', 'The body is not UTF-8.')
  requireShallow(bytes)
  try {
    return JSON.parse(bytes.toString())
  } catch (error) {
    throw new ServiceError('invalid_request', `The body is not JSON: ${(error as Error).message.slice(0, 160)}`)
  }
}

/** What JSON's own parser takes may be deeper than whoever walks through it can go. */
export function requireShallow(json: Buffer): void {
  if (isDeeperThan(json, maxDepth)) throw new ServiceError('invalid_request', `The body is nested deeper than ${maxDepth} levels.`)
}
