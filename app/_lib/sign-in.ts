export type Credentials = { email: string; password: string }

/** Null when signed in, else what to tell. Wrong address and wrong password read alike. */
export async function signIn(credentials: Credentials): Promise<string | null> {
  const answer = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  }).catch(() => null)
  if (answer === null) return 'The server does not answer. Check that it is running, then try again.'
  if (answer.ok) return null
  if (answer.status === 401 || answer.status === 400 || answer.status === 403) return 'E-mail or password is wrong.'
  if (answer.status === 429) {
    const wait = Number(answer.headers.get('retry-after') ?? answer.headers.get('x-retry-after'))
    return `Too many attempts. Wait ${wait > 0 ? `${wait} s` : 'a minute'}, then try again.`
  }
  return `Signing in failed on the server (${answer.status}). Try again; its log says why.`
}
