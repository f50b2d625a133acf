import { soakWorld } from '@/server/core/testing/soak'
import { seededRandom } from '../demo/random'
import type { Arguments } from './arguments'
import { type Fuzzer, oneLine } from './fuzz'
import { Progress } from './progress'

type Say = (line: string) => void

/** What is wrong and how to see it again, or null. */
export async function soakDecisions({ seed, decisions, world: only }: Arguments, say: Say): Promise<string | null> {
  const progress = new Progress('decisions', only === null ? decisions : 1, say)
  const total = { decisions: 0, routed: 0, retries: 0 }
  const more = () => `${share(total.routed, total.decisions)} routed, ${share(total.retries, total.decisions)} retries`
  for (let world = only ?? 0; only === null ? total.decisions < decisions : world === only; world++) {
    const soaked = soakWorld(seed, world)
    if (soaked.found) {
      const { what, request, decision } = soaked.found
      return `${what}\n  again: npm run soak -- --seed ${seed} --world ${world}\n  request: ${oneLine(request)}\n  decision: ${oneLine(decision)}`
    }
    total.decisions += soaked.decisions
    total.routed += soaked.routed
    total.retries += soaked.retries
    progress.add(soaked.decisions, more())
    // Lets signals in.
    if (world % 64 === 0) await new Promise(setImmediate)
  }
  progress.end(more())
  return null
}

export async function soakParser(fuzzer: Fuzzer, seed: number, inputs: number, say: Say): Promise<string | null> {
  const random = seededRandom(seed)
  const progress = new Progress(fuzzer.name, inputs, say)
  const each = 1_000
  for (let done = 0; done < inputs; done += each) {
    for (let n = 0; n < each; n++) {
      const wrong = await fuzzer.try(random)
      if (wrong !== null) return `${wrong}\n  again: npm run soak -- --seed ${seed} --only ${fuzzer.name}, input ${done + n}`
    }
    progress.add(each)
    await new Promise(setImmediate)
  }
  progress.end()
  return null
}

const share = (part: number, of: number): string => `${Math.round((100 * part) / Math.max(1, of))} %`
