/** For a `set…`: what was open is closed, but not another that was opened meanwhile. The answer that closes it may be late. */
export const closed =
  <T>(was: T) =>
  (now: T | null): T | null =>
    now === was ? null : now
