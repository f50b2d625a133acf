// Sets of small numbers, each kept once and known by its place in a list: two points in the same zones then share all that
// was worked out for those zones. Only the sets that occur are ever made.

type Entry = { readonly members: readonly number[]; readonly bigger: Map<number, number> }

export class SetList {
  /** Set 0 is the empty one. */
  readonly #sets: Entry[] = [{ members: [], bigger: new Map() }]
  readonly #byMembers = new Map<string, number>([['', 0]])

  get size(): number {
    return this.#sets.length
  }

  /** Ascending. */
  members(set: number): readonly number[] {
    return this.#sets[set]!.members
  }

  /** The set with one more member. */
  with(set: number, member: number): number {
    const { members, bigger } = this.#sets[set]!
    let found = bigger.get(member)
    if (found === undefined) {
      found = this.#find([...new Set([...members, member])].sort((a, b) => a - b))
      bigger.set(member, found)
    }
    return found
  }

  #find(members: readonly number[]): number {
    const key = members.join(' ')
    const known = this.#byMembers.get(key)
    if (known !== undefined) return known
    const set = this.#sets.push({ members, bigger: new Map() }) - 1
    this.#byMembers.set(key, set)
    return set
  }
}
