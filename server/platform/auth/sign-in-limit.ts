import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'

const failures = 10
const windowS = 60

/** Failed sign-ins by client: ten a minute, then nothing is even compared. Successes are given back. */
export function createSignInLimit() {
  const limiter = new RateLimiterMemory({ points: failures, duration: windowS })
  return {
    /** Seconds to wait, or null where the attempt may be made. Taken before the answer is known, so that a burst cannot slip through. */
    async take(client: string): Promise<number | null> {
      try {
        await limiter.consume(client)
        return null
      } catch (refusal) {
        if (refusal instanceof Error) throw refusal
        return Math.max(1, Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000))
      }
    },
    async giveBack(client: string): Promise<void> {
      await limiter.reward(client)
    },
  }
}
