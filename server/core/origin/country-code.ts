// Databases and edges use codes that look like countries and are none. They must never reach a zone: `EU` as a
// country is "somewhere in Europe" to a registry, not zone:EU.

/** XX unknown · T1 Tor · ZZ unknown or user-assigned · A1 anonymous proxy · A2 satellite · AP Asia/Pacific · EU Europe. */
const pseudoCodes: ReadonlySet<string> = new Set(['XX', 'T1', 'ZZ', 'A1', 'A2', 'AP', 'EU'])

/** The code in capitals if it can be a country's, else null. */
export function realCountry(code: string | null | undefined): string | null {
  if (!code) return null
  // As databases write them; asked several times a request.
  if (code.length === 2 && isCapital(code, 0) && isCapital(code, 1)) return pseudoCodes.has(code) ? null : code
  const upper = code.trim().toUpperCase()
  return /^[A-Z]{2}$/.test(upper) && !pseudoCodes.has(upper) ? upper : null
}

function isCapital(code: string, at: number): boolean {
  const unit = code.charCodeAt(at)
  return unit >= 65 && unit <= 90
}

/** Tor exits and anonymous proxies: the address places the relay, not the client. */
export function isAnonymiserCode(code: string | null | undefined): boolean {
  return code === 'T1' || code === 'A1'
}
