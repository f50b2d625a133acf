// A way out of a finding that can be taken with one click: one value set, or taken out, at a path of the document.

export type Fix = {
  /** On the button, e.g. `Use jurisdiction:EU27`. */
  label: string
  /** As in findings, e.g. `boundary.allow[0]`. */
  path: string
  /** Absent: what is there is taken out. */
  value?: unknown
}

/** The document with the fix in it; parts off the path are handed on as they are. */
export function applyFix<T>(document: T, { path, value }: Fix): T {
  const steps = [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index))
  return set(document, steps, value) as T
}

function set(at: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(at) && typeof step === 'number') {
    if (rest.length > 0) return at.map((each, i) => (i === step ? set(each, rest, value) : each))
    return value === undefined ? at.filter((_, i) => i !== step) : at.map((each, i) => (i === step ? value : each))
  }
  const fields = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>) : {}
  if (rest.length > 0 || value !== undefined) return { ...fields, [step]: set(fields[step], rest, value) }
  const { [step]: _, ...others } = fields
  return others
}
