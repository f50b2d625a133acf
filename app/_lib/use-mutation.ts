'use client'
// biome-ignore lint/style/noRestrictedImports: what this one is made of
import { type DefaultError, type UseMutationOptions, useMutation as useBase } from '@tanstack/react-query'
import { useState } from 'react'
import { once } from './once'

/** TanStack's, but pressed twice it happens once: `isPending` is drawn only after a second Enter may have come. */
export function useMutation<Out, Failure = DefaultError, In = void, Context = unknown>(
  options: UseMutationOptions<Out, Failure, In, Context>,
) {
  const { mutateAsync: begin, mutate: _, ...state } = useBase(options)
  const [mutateAsync] = useState(() => once((input: In) => begin(input)))
  // What went wrong is in `error`.
  const mutate = (input: In) => void mutateAsync(input).catch(() => undefined)
  return { ...state, mutate, mutateAsync }
}
