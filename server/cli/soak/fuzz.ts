import type { Random } from '../demo/random'

/** What one kind of input is tried with. */
export type Fuzzer = {
  name: string
  /** What the product does wrong with an input drawn from `random`, as one line that reproduces it; null where it is right. */
  try(random: Random): string | null | Promise<string | null>
}

/** Up to `most` changes of the kind that break parsers: a character left out, put in, doubled or replaced. */
export function mangle(text: string, alphabet: readonly string[], most: number, random: Random): string {
  let mangled = text
  for (let left = random.int(most + 1); left > 0; left--) {
    const at = random.int(mangled.length + 1)
    const kind = random.int(4)
    const put = kind === 0 ? '' : kind === 1 ? mangled.slice(at, at + 1 + random.int(4)).repeat(2) : random.pick(alphabet)
    mangled = mangled.slice(0, at) + put + mangled.slice(kind === 2 ? at : at + 1)
  }
  return mangled
}

/** Mostly none; blanks of JSON's, and others. */
export const drawSpace = (random: Random): string =>
  random.int(8) === 0 ? random.pick([' ', '\n', '\t', '\r\n  ', '\u00a0', '\u000b']) : ''

export const oneLine = (value: unknown): string => JSON.stringify(value) ?? String(value)
