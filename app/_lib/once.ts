/** Asked again while it is under way, it is not begun again: all have the first one’s answer. */
export function once<In, Out>(act: (input: In) => Promise<Out>): (input: In) => Promise<Out> {
  let underWay: Promise<Out> | null = null
  return (input) => {
    underWay ??= act(input).finally(() => {
      underWay = null
    })
    return underWay
  }
}
