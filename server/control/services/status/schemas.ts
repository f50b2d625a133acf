import type { GeoIpSourceStatus } from '@/server/core/origin/geoip'
import type { ReplicaStatus } from '@/server/replica/types'
import type { Role } from '../../actor'

export type Me = { id: string; name: string; email: string; role: Role; subclouds: string[] }
export type InstanceStatus = {
  me: Me
  networkId: string
  demo: boolean
  trustedProxies: string[]
  replica: ReplicaStatus
  /** Not ready: origins are unknown, and the dashboard says so. */
  geoip: { ready: boolean; sources: GeoIpSourceStatus[] }
  routers: { id: string; startedAt: number; lastSeenAt: number; alive: boolean }[]
  /** Nothing has registered and nothing was routed yet. */
  empty: boolean
  /** Something shown is simulated. */
  simulated: boolean
}
