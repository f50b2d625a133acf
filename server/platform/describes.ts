import type { z } from 'zod'

type Writable<T> = T extends readonly unknown[] | object ? { -readonly [K in keyof T]: Writable<T[K]> } : T

/**
 * The schema of a type that is defined elsewhere: one that lacks a field of it, or asks for what it does not promise, does not
 * compile. Its output is the type itself.
 */
export const describes =
  <T>() =>
  <S extends z.ZodType<T>>(schema: Writable<T> extends Writable<z.output<S>> ? S : never): z.ZodType<T> =>
    schema
