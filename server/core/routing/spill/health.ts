// How much of the load at hand a rung can take, in whole percent. With capacity known: what its slots hold at the target
// utilisation. Without: Envoy's overprovisioned health, which calls a place whole while 72 % of its nodes are live.
// https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/priority

/** `spare`: percent of slots, 80 for each whole slot that is to be filled to 80 %; `offered`: the demand to be shared, in slots. */
export function capacityHealth(spare: number, offered: number): number {
  if (!(spare > 0)) return 0
  return offered > 0 ? Math.min(100, Math.floor(spare / offered)) : 100
}

export function hostHealth(live: number, total: number, factor: number): number {
  return total > 0 ? Math.min(100, Math.floor((factor * 100 * live) / total)) : 0
}
