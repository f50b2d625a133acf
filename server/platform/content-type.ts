import { ServiceError } from './errors'

export const jsonTypes = /^application\/(?:[\w.-]+\+)?json$/

type Stated = { type: string | null | undefined; encoding: string | null | undefined }

/** In UTF-8 and not compressed; no type at all is taken for the right one. */
export function requireType({ type, encoding }: Stated, wanted: RegExp, example: string): void {
  if (encoding && encoding !== 'identity') throw new ServiceError('unsupported_media_type', 'Send the body without content-encoding.')
  if (!type || type === example) return
  const [named = '', ...parameters] = type.toLowerCase().split(';')
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='))
  if (!wanted.test(named.trim()) || (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset)))
    throw new ServiceError('unsupported_media_type', `Send JSON: content-type: ${example}, in UTF-8.`)
}
