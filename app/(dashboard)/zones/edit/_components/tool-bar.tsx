'use client'
import { Circle, Flag, Hand, Hexagon, MapPin, MousePointer2, RectangleHorizontal } from 'lucide-react'
import { Segmented } from '../../../../_components/ui/segmented'
import type { Tool } from '../search-params'

const choices = [
  { value: 'look', label: 'Look around', icon: <Hand size={14} aria-hidden />, iconOnly: true },
  { value: 'countries', label: 'Put countries in and out by click', icon: <Flag size={14} aria-hidden />, iconOnly: true },
  { value: 'select', label: 'Move shapes and their vertices', icon: <MousePointer2 size={14} aria-hidden />, iconOnly: true },
  { value: 'polygon', label: 'Draw a polygon', icon: <Hexagon size={14} aria-hidden />, iconOnly: true },
  { value: 'rectangle', label: 'Draw a rectangle', icon: <RectangleHorizontal size={14} aria-hidden />, iconOnly: true },
  { value: 'circle', label: 'Draw a circle', icon: <Circle size={14} aria-hidden />, iconOnly: true },
  { value: 'anchor', label: 'Set anchors by click', icon: <MapPin size={14} aria-hidden />, iconOnly: true },
] as const

const hints: Partial<Record<Tool, string>> = {
  countries: 'Click a country to put it in or take it out.',
  select: 'Drag a shape, a vertex or a middle point. Delete takes a shape out, Escape lets go.',
  polygon: 'Click vertices; click the first again or press Enter to finish. Escape starts over.',
  rectangle: 'Click two opposite corners.',
  circle: 'Click the centre, then the rim.',
  anchor: 'Click to set an anchor, drag one to move it.',
  cut: 'Click along the line to split along; double-click or Enter ends it.',
}

export function ToolBar({ tool, onTool, drawable }: { tool: Tool; onTool: (tool: Tool) => void; drawable: boolean }) {
  return (
    <div className="absolute top-2 left-2 z-1 flex max-w-[calc(100%-1rem)] flex-col items-start gap-1">
      <Segmented label="Tool" value={tool} choices={choices} onChange={(next: Tool) => onTool(next)} />
      <p aria-live="polite" className="rounded bg-raised/95 px-2 py-0.5 text-xs text-muted empty:hidden">
        {tool === 'select' && !drawable ? 'This zone has holes or long outlines: edit it in the table, or import it anew.' : hints[tool]}
      </p>
    </div>
  )
}
