// Failed sign-ins, by who tries and by whom they try to be: guessing from one place ends after ten a minute, guessing at one account from
// everywhere after fifty in a quarter of an hour. From where somebody signed in before the account's own count does not matter, so that
// a stranger who spends it locks nobody out.

import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

const byClient = { points: 10, duration: 60 }
const byAccount = { points: 50, duration: 900 }
const mostFamiliar = 10_000

/** `account`: null where nobody is named. */
export type Attempt = { client: string; account: string | null }

export function createSignInLimit() {
  const [clients, accounts] = [new RateLimiterMemory(byClient), new RateLimiterMemory(byAccount)]
  const familiar = new Set<string>()
  const keyOf = ({ client, account }: Attempt) => `${client} ${account}`
  const counted = (attempt: Attempt) => (attempt.account === null || familiar.has(keyOf(attempt)) ? null : attempt.account)
  return {
    /** Seconds to wait, or null where the attempt may be made. Taken before the answer is known, so that a burst cannot slip through. */
    async take(attempt: Attempt): Promise<number | null> {
      const account = counted(attempt)
      try {
        await clients.consume(attempt.client)
        if (account !== null) await accounts.consume(account)
        return null
      } catch (refusal) {
        if (refusal instanceof Error) throw refusal
        return Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000))
      }
    },
    /** It was no failure. */
    async giveBack(attempt: Attempt): Promise<void> {
      const account = counted(attempt)
      await clients.reward(attempt.client)
      if (account === null) return
      await accounts.reward(account)
      if (familiar.size >= mostFamiliar) familiar.clear()
      familiar.add(keyOf(attempt))
    },
  }
}
