// Whether a document's texts can be kept as text: JSON can spell NUL and halves of a character, PostgreSQL stores neither.

const unstorable = /\p{Surrogate}|\0/u

export const isStorable = (text: string): boolean => !unstorable.test(text)

/** Where the first text lies that cannot be stored, or null. Keys count as texts. The caller has bounded the depth. */
export function unstorablePath(value: unknown): string[] | null {
  if (typeof value === 'string') return isStorable(value) ? null : []
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) {
    // Shapes are mostly numbers.
    for (let i = 0; i < value.length; i++) {
      if (typeof value[i] === 'number') continue
      const path = unstorablePath(value[i])
      if (path) return [String(i), ...path]
    }
    return null
  }
  for (const [key, each] of Object.entries(value)) {
    const path = isStorable(key) ? unstorablePath(each) : []
    if (path) return [key.replace(/\p{Surrogate}|\0/gu, '\ufffd'), ...path]
  }
  return null
}
