// What the dashboard can ask. `AppRouter` is the only thing of it that client code imports, and only as a type.
import { router } from './init'
import { activation } from './procedures/activation'
import { audit } from './procedures/audit'
import { config } from './procedures/config'
import { decisions } from './procedures/decisions'
import { drafts } from './procedures/drafts'
import { jurisdictions } from './procedures/jurisdictions'
import { keys } from './procedures/keys'
import { live } from './procedures/live'
import { members } from './procedures/members'
import { nodes } from './procedures/nodes'
import { simulator } from './procedures/simulator'
import { stats } from './procedures/stats'
import { status } from './procedures/status'
import { subclouds } from './procedures/subclouds'
import { zones } from './procedures/zones'

export const appRouter = router({
  activation,
  audit,
  config,
  decisions,
  drafts,
  jurisdictions,
  keys,
  live,
  members,
  nodes,
  simulator,
  stats,
  status,
  subclouds,
  zones,
})

export type AppRouter = typeof appRouter
