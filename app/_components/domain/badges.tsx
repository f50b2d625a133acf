'use client'
import {
  ArrowRight,
  Ban,
  Check,
  CircleDashed,
  CirclePause,
  CornerDownRight,
  Eye,
  FlaskConical,
  Globe,
  LogOut,
  OctagonAlert,
  Power,
  ShieldAlert,
  ShieldCheck,
  ShieldQuestion,
  ShieldX,
  WifiOff,
} from 'lucide-react'
import type { NodeCondition } from '@/server/control/services/nodes/schemas'
import type { GateState } from '@/server/core/activation/types'
import type { TrustLevel } from '@/server/core/config/schema'
import type { Rung } from '@/server/core/routing/types'
import { gateLabels, nodeConditionLabels, rungLabels, trustLabels } from '../../_lib/labels'
import { Badge } from '../ui/badge'
import { ExplainedBadge } from './explained-badge'

const size = 11
const gateIcons = { off: Power, shadow: Eye, canary: CircleDashed, on: Check, suspended: OctagonAlert }
const trustIcons = {
  verified: ShieldCheck,
  consistent: ShieldCheck,
  unverified: ShieldQuestion,
  contradicted: ShieldAlert,
  impossible: ShieldX,
}
const conditionIcons = { live: Check, offline: WifiOff, draining: CirclePause, drained: CirclePause, quarantined: Ban, left: LogOut }
const rungIcons = { preferred: Check, ancestor: CornerDownRight, adjacent: ArrowRight, global: Globe, agnostic: CircleDashed }

type Plain = { plain?: boolean }

export function GateBadge({
  state,
  canaryPct,
  override = false,
  plain,
}: { state: GateState; canaryPct?: number; override?: boolean } & Plain) {
  const { label, tone, means } = gateLabels[state]
  const Icon = gateIcons[state]
  const text = `${label}${state === 'canary' && canaryPct !== undefined ? ` ${canaryPct} %` : ''}${override ? ' · override' : ''}`
  const explained = override ? `${means} An admin’s override sets this.` : means
  return (
    <ExplainedBadge
      label={text}
      title={`Gate: ${label}`}
      tone={tone}
      icon={<Icon size={size} aria-hidden />}
      means={explained}
      plain={plain}
    />
  )
}

export function TrustBadge({ level, plain }: { level: TrustLevel } & Plain) {
  const { label, tone, means } = trustLabels[level]
  const Icon = trustIcons[level]
  return (
    <ExplainedBadge
      label={label}
      title={`Trust: ${label}`}
      tone={tone}
      icon={<Icon size={size} aria-hidden />}
      means={means}
      plain={plain}
    />
  )
}

export function NodeConditionBadge({ condition, plain }: { condition: NodeCondition } & Plain) {
  const { label, tone, means } = nodeConditionLabels[condition]
  const Icon = conditionIcons[condition]
  return <ExplainedBadge label={label} tone={tone} icon={<Icon size={size} aria-hidden />} means={means} plain={plain} />
}

export function RungBadge({ rung, plain }: { rung: Rung } & Plain) {
  const { label, tone, means } = rungLabels[rung]
  const Icon = rungIcons[rung]
  return (
    <ExplainedBadge
      label={label}
      title={`Rung: ${label}`}
      tone={tone}
      icon={<Icon size={size} aria-hidden />}
      means={means}
      plain={plain}
    />
  )
}

export function SimulatedBadge() {
  return (
    <Badge tone="warn" icon={<FlaskConical size={size} aria-hidden />}>
      Simulated
    </Badge>
  )
}
