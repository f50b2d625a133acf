import { hashKey } from '@tanstack/react-query'

/** Asked the same again while it is under way, it is not begun again: both have the first one’s answer. */
export function once<In, Out>(act: (input: In) => Promise<Out>): (input: In) => Promise<Out> {
  const underWay = new Map<string, Promise<Out>>()
  return (input) => {
    const key = hashKey([input])
    const before = underWay.get(key)
    if (before !== undefined) return before
    const answer = act(input).finally(() => underWay.delete(key))
    underWay.set(key, answer)
    return answer
  }
}
