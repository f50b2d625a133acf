const hardLimitMs = 8_000

/**
 * Runs `stop` once when the process is asked to end (SIGTERM, SIGINT) or whoever started it is gone (its IPC channel closes),
 * then ends it. What `stop` doesn't manage in eight seconds is cut off.
 */
export function onStop(stop: () => Promise<void> | void): void {
  let isStopping = false
  const end = () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), hardLimitMs).unref()
    Promise.resolve()
      .then(stop)
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
          process.exit(1)
        },
      )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (process.channel) {
    process.on('disconnect', end)
    // The channel alone must not keep the process alive.
    process.channel.unref()
  }
}
