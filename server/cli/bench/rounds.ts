/** One thing to measure; `run` gives the value of one round. */
export type Subject = { name: string; run(): Promise<number> }

/**
 * Runs every subject once a round, each round beginning with another one, so that whatever else the machine does falls on all of
 * them alike. The first rounds are not recorded: they warm up. `onRound` counts them down to 0.
 */
export async function interleave(
  subjects: readonly Subject[],
  rounds: number,
  onRound: (round: number) => void | Promise<void>,
  warmUps = 1,
): Promise<Map<string, number[]>> {
  const values = new Map<string, number[]>(subjects.map(({ name }) => [name, []]))
  for (let round = 1 - warmUps; round <= rounds; round++) {
    await onRound(round)
    for (let i = 0; i < subjects.length; i++) {
      const subject = subjects[(i + round + warmUps - 1) % subjects.length]!
      const value = await subject.run()
      if (round > 0) values.get(subject.name)!.push(value)
    }
  }
  return values
}
