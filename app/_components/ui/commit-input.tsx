'use client'
import { type ComponentProps, useEffect, useState } from 'react'
import { Input } from './field'

type Props = Omit<ComponentProps<typeof Input>, 'value' | 'onChange'> & { value: string; onCommit: (value: string) => void }

/** Says what was typed when it is done: on Enter or on leaving. */
export function CommitInput({ value, onCommit, onBlur, onKeyDown, ...props }: Props) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const commit = () => text.trim() !== value && onCommit(text.trim())
  return (
    <Input
      autoComplete="off"
      spellCheck={false}
      {...props}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={(event) => {
        commit()
        onBlur?.(event)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        onKeyDown?.(event)
      }}
    />
  )
}
