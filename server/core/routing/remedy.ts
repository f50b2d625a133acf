// What would make a refused job succeed, in words. `guarded` is for readers who may not learn of single nodes: counts
// under three are then only said to be so.

import type { MinTrust } from '../config/schema'
import type { Miss } from './types'

export type RemedyFor = { model: string; environment: string; minTrust: MinTrust }

export function remedyOf(misses: readonly Miss[], job: RemedyFor, guarded = false): string {
  if (misses.length === 0)
    return `Register a node that has \`${job.model}\` on ${job.environment} within the boundary, or widen the boundary.`
  return misses.map((miss) => sentence(miss, job, guarded)).join(' ')
}

function sentence(miss: Miss, { model, environment, minTrust }: RemedyFor, guarded: boolean): string {
  const hidden = guarded && miss.count < 3
  const where = miss.zones.length > 0 && !hidden ? ` in ${miss.zones.join(', ')}` : ''
  const nodes = `${hidden ? 'Fewer than 3 nodes' : miss.count === 1 ? '1 node' : `${miss.count} nodes`}${where}`
  const one = miss.count === 1 && !hidden
  const does = (singular: string, plural: string) => `${nodes} ${one ? 'fits' : 'fit'} but ${one ? singular : plural}`
  switch (miss.kind) {
    case 'capacity':
      return `Wait for a free slot on ${one ? 'the 1 node' : `any of ${nodes.toLowerCase().startsWith('fewer') ? 'fewer than 3 nodes' : `${miss.count} nodes`}`}${where}.`
    case 'fallback':
      return `Fallback \`${miss.fallback}\` would reach ${nodes.replace(/^Fewer/, 'fewer')}.`
    case 'budget':
      return `The Subcloud’s spill budget is used up; with some of it left ${nodes.replace(/^Fewer/, 'fewer')} would be in reach.`
    case 'trust':
      return `${does('lacks', 'lack')} trust \`${minTrust}\`.`
    case 'liveness':
      return `${does('has', 'have')} stopped sending heartbeats.`
    case 'drained':
      if (miss.ejected && !guarded) return `${does('is', 'are')} out of service, ${ejectedOf(miss)}.`
      return `${does('is', 'are')} drained, leaving or quarantined.`
    case 'subcloud':
      return `${does('is not a member of', 'are not members of')} the job’s pool.`
    case 'ban':
      return `${does('is', 'are')} banned by the Subcloud.`
    case 'tried':
      return `${does('was', 'were')} tried already; a new job may use ${one ? 'it' : 'them'}.`
    case 'boundary':
      return `${does('lies', 'lie')} outside the boundary, or in a place that is unknown.`
    case 'hardware':
      return `${does('lacks', 'lack')} the GPU or memory asked for.`
    case 'model':
      return `${does('does', 'do')} not have \`${model}\`.`
    case 'environment':
      return `${does('does', 'do')} not serve ${environment}.`
  }
}

function ejectedOf({ count, ejected }: Miss): string {
  const { count: some, forS } = ejected!
  const how = some === count ? '' : `${some} of them `
  return `${how}ejected for failing for another ${forS} s${some > 1 ? ' at least' : ''}`
}
