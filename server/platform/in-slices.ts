const sliceMs = 5

/** A turn for everything else that waits. */
export const aTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume))

/** Runs the steps to their end, and gives way to everything else before it begins and every few milliseconds. */
export async function inSlices<T>(steps: Generator<unknown, T>, ms = sliceMs): Promise<T> {
  await aTurn()
  for (let since = performance.now(); ; ) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - since < ms) continue
    await aTurn()
    since = performance.now()
  }
}

/** The same of one piece of work an item. */
export function eachInSlices<T>(items: Iterable<T>, work: (item: T) => void): Promise<void> {
  return inSlices(stepsOf(items, work))
}

function* stepsOf<T>(items: Iterable<T>, work: (item: T) => void): Generator<void, void> {
  for (const item of items) yield work(item)
}
