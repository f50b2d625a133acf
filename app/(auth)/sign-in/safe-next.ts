const home = '/map'

/** Only a path of this site: an absolute or protocol-relative address would let a link send people elsewhere after sign-in. */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/[a-z0-9]/i.test(next) || next.startsWith('/api/') || next.startsWith('/sign-in')) return home
  return next
}
