// Containment of a country or subdivision as a whole, remembered for as long as its configuration lives: the same few
// hundred answers serve every node.

import type { CompiledConfig } from '../config/compiled'
import { contain } from '../config/contain'
import type { Containment } from '../geo/place'

const maxAnswers = 10_000
const known = new WeakMap<CompiledConfig, Map<string, Containment>>()

export function containArea(config: CompiledConfig, country: string | null, subdivision: string | null = null): Containment {
  let answers = known.get(config)
  if (!answers) {
    answers = new Map()
    known.set(config, answers)
  }
  const key = `${country}/${subdivision}`
  let answer = answers.get(key)
  if (!answer) {
    answer = contain(config, { country, subdivision, point: null }, 'medium')
    // Nodes choose their tags: the memory must not grow with what they make up.
    if (answers.size >= maxAnswers) answers.clear()
    answers.set(key, answer)
  }
  return answer
}
