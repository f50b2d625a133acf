import type { Fallback, MinTrust } from '@/server/core/config/schema'

export const trustWords: Record<MinTrust, string> = {
  verified: 'only nodes whose place was measured',
  consistent: 'nodes whose evidence agrees, or better',
  unverified: 'any node: no proof of place asked for',
}

export const fallbackWords: Record<Fallback, string> = {
  none: 'no fallback',
  adjacent: 'falls back to neighbours',
  global: 'falls back anywhere inside',
}

export const joinWords = {
  open: 'every node that meets the criteria',
  'semi-open': 'nodes that opted in by signature, meet the criteria and were approved',
  closed: 'only nodes that an admin assigned',
} as const
