const AGAIN_AFTER_MS = 500

/** `first` resolves after the first attempt, however it went. Failures are told once. */
export function keepTrying(attempt: () => Promise<void>, onFailure: (error: unknown) => void): { first: Promise<void>; stop(): void } {
  let isStopped = false
  let isTold = false
  const run = async (): Promise<void> => {
    try {
      await attempt()
    } catch (error) {
      if (isStopped) return
      if (!isTold) onFailure(error)
      isTold = true
      setTimeout(() => void (isStopped || run()), AGAIN_AFTER_MS).unref()
    }
  }
  return { first: run(), stop: () => (isStopped = true) }
}
