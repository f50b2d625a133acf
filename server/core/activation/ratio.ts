// How much of a target is met, in 0..1. For a floor it is value/target. For a ceiling it is target/value, so that both
// fall below 80 % alike when the value is a quarter off: `impossible ≤ 1 %` trips the slow way past 1.25 %. (The share of
// what is left, (100 − value)/(100 − target), would stay above 80 % until every fifth node is impossible.)

export function atLeast(value: number, target: number): number {
  return target <= 0 ? 1 : Math.min(1, Math.max(0, value) / target)
}

export function atMost(value: number, target: number): number {
  return value <= target ? 1 : target <= 0 ? 0 : target / value
}
