/** For `vi.waitFor`: ends a test before its own limit would, which says less; it measures nothing. */
export const patient = { timeout: 150_000 }
