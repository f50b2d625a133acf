'use client'
import { useEffect, useRef } from 'react'
import { type DefaultValues, type FieldValues, type UseFormProps, type UseFormReturn, useForm } from 'react-hook-form'
import { useKept } from './use-kept'

type Options<In extends FieldValues, Out> = Omit<UseFormProps<In, unknown, Out>, 'defaultValues'> & { defaultValues: In }

/** A form whose values are kept as `useKept` keeps them; `forget` empties it. */
export function useKeptForm<In extends FieldValues, Out = In>(
  name: string,
  { defaultValues, ...options }: Options<In, Out>,
): UseFormReturn<In, unknown, Out> & { forget: () => void } {
  const [values, keep, drop] = useKept<In>(name, defaultValues)
  const form = useForm<In, unknown, Out>({ ...options, defaultValues: values as DefaultValues<In> })
  const keeping = useRef(keep)
  keeping.current = keep
  const { subscribe, reset } = form
  useEffect(() => subscribe({ formState: { values: true }, callback: ({ values: typed }) => keeping.current(typed) }), [subscribe])
  return {
    ...form,
    forget: () => {
      reset(defaultValues as DefaultValues<In>)
      drop()
    },
  }
}
