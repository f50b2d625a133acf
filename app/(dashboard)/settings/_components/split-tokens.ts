/** Geo tokens as people type or paste them: by spaces, commas or lines. */
export function splitTokens(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))]
}
