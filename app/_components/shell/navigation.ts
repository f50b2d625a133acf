import { Activity, Boxes, Cpu, FlaskConical, Globe, ListTree, type LucideIcon, ScrollText, Settings, Shapes } from 'lucide-react'
import type { Route } from 'next'

export type Destination = { href: Route; label: string; icon: LucideIcon; hotkey: string; means: string }

export const destinations: readonly Destination[] = [
  { href: '/map', label: 'Map', icon: Globe, hotkey: 'g m', means: 'Zones, nodes and traffic, live' },
  { href: '/jobs', label: 'Jobs', icon: ListTree, hotkey: 'g j', means: 'Every decision with its trace' },
  { href: '/nodes', label: 'Nodes', icon: Cpu, hotkey: 'g n', means: 'The fleet and the evidence for its places' },
  { href: '/zones', label: 'Zones', icon: Shapes, hotkey: 'g z', means: 'What belongs where' },
  { href: '/subclouds', label: 'Subclouds', icon: Boxes, hotkey: 'g s', means: 'Policies: where jobs may run' },
  {
    href: '/simulator',
    label: 'Simulator',
    icon: FlaskConical,
    hotkey: 'g i',
    means: 'What would happen: one request, or from everywhere',
  },
  { href: '/activation', label: 'Activation', icon: Activity, hotkey: 'g a', means: 'The gate and its conditions' },
  { href: '/audit', label: 'Audit', icon: ScrollText, hotkey: 'g u', means: 'Every change: who, what, when, and back' },
  { href: '/settings', label: 'Settings', icon: Settings, hotkey: 'g k', means: 'API keys, configuration, IP databases, members' },
]
