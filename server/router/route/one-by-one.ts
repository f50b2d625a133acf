import { inSlices } from '@/server/platform/in-slices'

let last: Promise<unknown> = Promise.resolve()

/** Long work in slices, one after the other however many ask for some: everybody else's jobs are decided in between. */
export function oneByOne<T>(work: () => Generator<void, T>): Promise<T> {
  const done = last.then(() => inSlices(work()))
  last = done.catch(() => {})
  return done
}
