const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** `Germany` for `DE`; the code itself where it has no name. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
