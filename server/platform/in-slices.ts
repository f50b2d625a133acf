const sliceMs = 5

/** A turn for everything else that waits. */
export const aTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume))

/** Runs the steps to their end, and gives way to everything else before it begins and every few milliseconds. */
export async function inSlices<T>(steps: Generator<unknown, T>): Promise<T> {
  await aTurn()
  for (let since = performance.now(); ; ) {
    const { done, value } = steps.next()
    if (done) return value
    if (performance.now() - since < sliceMs) continue
    await aTurn()
    since = performance.now()
  }
}
