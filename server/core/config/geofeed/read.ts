// A geofeed (RFC 8805): a network's own word on where its addresses are, a line a prefix, `prefix,country,region,city,postal`.
// Each line becomes an override, or is refused by its number. Cities and postal codes are left out: nothing is decided by them.

import { formatCidr, parseCidr } from '../../geo/cidr'
import { normalisePlace } from '../../geo/subdivision-aliases'
import { isCountry } from '../countries'
import { type Override, subdivisionCode } from '../schema'

export type Geofeed = {
  /** Each prefix once, in the file's order. */
  entries: Pick<Override, 'cidr' | 'place'>[]
  /** How many prefixes it asks not to be placed. */
  unplaced: number
  errors: { line: number; message: string }[]
}

type Line = Pick<Override, 'cidr' | 'place'> | 'unplaced' | { message: string }

export function readGeofeed(text: string): Geofeed {
  const feed: Geofeed = { entries: [], unplaced: 0, errors: [] }
  const seen = new Map<string, { place: Override['place']; line: number }>()
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [i, raw] of lines.entries()) {
    const content = raw.trim()
    if (content === '' || content.startsWith('#')) continue
    const read = readLine(content)
    if (read === 'unplaced') feed.unplaced++
    else if ('message' in read) feed.errors.push({ line: i + 1, message: read.message })
    else {
      const earlier = seen.get(read.cidr)
      if (!earlier) {
        seen.set(read.cidr, { place: read.place, line: i + 1 })
        feed.entries.push(read)
      } else if (earlier.place !== read.place)
        feed.errors.push({ line: i + 1, message: `${read.cidr} is said to be elsewhere in line ${earlier.line}, which stands.` })
    }
  }
  return feed
}

function readLine(content: string): Line {
  const [prefix = '', alpha2 = '', region = ''] = content.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'))
  const cidr = parseCidr(prefix)
  if (!cidr) return { message: `“${shorten(prefix)}” is no address prefix.` }
  if (cidr.prefix === 0) return { message: `${formatCidr(cidr)} would place every address.` }
  const country = alpha2.toUpperCase()
  if (country === '' && region === '') return 'unplaced'
  if (country !== '' && !isCountry(country)) return { message: `“${shorten(alpha2)}” is no ISO 3166-1 country.` }
  const subdivision = region === '' ? null : subdivisionCode.safeParse(region.toUpperCase())
  if (subdivision && !subdivision.success) return { message: `“${shorten(region)}” is no ISO 3166-2 code such as US-CA.` }
  const place = normalisePlace({ country: country === '' ? null : country, subdivision: subdivision?.data ?? null, point: null })
  if (place.country === null || !isCountry(place.country)) return { message: `“${shorten(region)}” is not in ${country || 'any country'}.` }
  return { cidr: formatCidr(cidr), place: place.subdivision === null ? `country:${place.country}` : `subdivision:${place.subdivision}` }
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
