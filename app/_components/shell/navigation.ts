import {
  Activity,
  Boxes,
  Cpu,
  FlaskConical,
  Globe,
  ListTree,
  type LucideIcon,
  MapPinned,
  Plus,
  ScrollText,
  Settings,
  Shapes,
  Upload,
} from 'lucide-react'
import type { Route } from 'next'
import type { Role } from '@/server/control/actor'

/** What is for admins is not offered to others; who follows a link to it is told so by the screen. */
type Place = { href: Route; label: string; icon: LucideIcon; means: string; admins?: true }
export type Destination = Place & { hotkey: string }

const destinations: readonly Destination[] = [
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
  { href: '/audit', label: 'Audit', icon: ScrollText, hotkey: 'g u', means: 'Every change: who, what, when, and back', admins: true },
  { href: '/settings', label: 'Settings', icon: Settings, hotkey: 'g k', means: 'API keys, configuration, IP databases, members' },
]

/** Within a screen: found by whoever searches for them. */
const parts: readonly Place[] = [
  { href: '/zones/jurisdictions', label: 'Jurisdictions', icon: Shapes, means: 'Sets of countries that boundaries name' },
  { href: '/zones/demand', label: 'Unserved demand', icon: Shapes, means: 'Where jobs come from that no zone holds', admins: true },
  {
    href: '/simulator?tab=sweep' as Route,
    label: 'Simulator: from everywhere',
    icon: FlaskConical,
    means: 'A map of who serves whom',
    admins: true,
  },
  {
    href: '/simulator?tab=replay' as Route,
    label: 'Simulator: recent jobs',
    icon: FlaskConical,
    means: 'The log under another configuration',
  },
  { href: '/settings?tab=keys' as Route, label: 'API keys', icon: Settings, means: 'Made, rotated, revoked', admins: true },
  { href: '/settings?tab=routing' as Route, label: 'Routing settings', icon: Settings, means: 'Spill, nearest zone, trust', admins: true },
  { href: '/settings?tab=overrides' as Route, label: 'Address overrides', icon: Settings, means: 'Where ranges stand', admins: true },
  {
    href: '/settings?tab=configuration' as Route,
    label: 'Configuration',
    icon: Settings,
    means: 'Export, import, history, restore',
    admins: true,
  },
  { href: '/settings?tab=geoip' as Route, label: 'IP databases', icon: Settings, means: 'Age, coverage, where an address is' },
  { href: '/settings?tab=members' as Route, label: 'Members', icon: Settings, means: 'Who may do what' },
  { href: '/settings?tab=installation' as Route, label: 'Installation', icon: Settings, means: 'Routers, proxies, versions' },
]

const actions: readonly Place[] = [
  { href: '/subclouds?create=true' as Route, label: 'New Subcloud', icon: Plus, means: '', admins: true },
  { href: '/zones/edit', label: 'Edit zones', icon: Shapes, means: 'Draw, split, merge, publish', admins: true },
  { href: '/settings?tab=keys&create=true' as Route, label: 'Create an API key', icon: Plus, means: '', admins: true },
  { href: '/settings?tab=members&create=true' as Route, label: 'Add a member', icon: Plus, means: '', admins: true },
  {
    href: '/settings?tab=overrides&override=new' as Route,
    label: 'Override where addresses are',
    icon: MapPinned,
    means: '',
    admins: true,
  },
  { href: '/settings?tab=overrides&override=geofeed' as Route, label: 'Import a geofeed', icon: Upload, means: 'RFC 8805', admins: true },
  { href: '/map?kiosk=true' as Route, label: 'Wall view', icon: Globe, means: 'The map and nothing else' },
]

const offered =
  <T extends Place>(list: readonly T[]) =>
  (role: Role): T[] =>
    list.filter(({ admins }) => !admins || role === 'admin')

export const destinationsFor = offered(destinations)
export const partsFor = offered(parts)
export const actionsFor = offered(actions)

/** Every word of the text, wherever it stands: `key create` finds “Create an API key”. */
export function isMeant(text: string, ...said: string[]): boolean {
  const all = said.join(' ').toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}
