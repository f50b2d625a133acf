// A record of an mmdb file, whoever made it: DB-IP and ip-location-db write `country_code` and flat coordinates, MaxMind
// nests `country.iso_code` and `location`, IPinfo writes `country` and coordinates as text.

export type PlaceRecord = { country: string | null; lat: number | null; lng: number | null }

export function readRecord(value: unknown): PlaceRecord {
  const record = fields(value)
  const country = text(record.country_code) ?? text(record.country) ?? text(fields(record.country).iso_code)
  const location = fields(record.location)
  const lat = number(record.latitude ?? record.lat ?? location.latitude)
  const lng = number(record.longitude ?? record.lng ?? record.lon ?? location.longitude)
  const inRange = lat !== null && lng !== null && Math.abs(lat) <= 90 && Math.abs(lng) <= 180
  return {
    country: country && /^[A-Za-z][A-Za-z0-9]$/.test(country) ? country.toUpperCase() : null,
    lat: inRange ? lat : null,
    lng: inRange ? lng : null,
  }
}

const fields = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

function number(value: unknown): number | null {
  const parsed = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null
}
