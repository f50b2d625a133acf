'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useHotkeys } from '../_lib/hotkeys'
import { cn } from './ui/cn'

export type Column<T> = {
  id: string
  header: string
  /** A CSS grid track, e.g. `8rem` or `minmax(10rem, 1fr)`. */
  width: string
  cell: (row: T) => ReactNode
  align?: 'right'
  /** The name that `onSort` gets; absent: not sortable. */
  sort?: string
}

type Props<T> = {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  rowLabel: (row: T) => string
  activeKey: string | null
  onOpen: (row: T) => void
  sort?: { by: string; order: 'asc' | 'desc' }
  onSort?: (by: string, order: 'asc' | 'desc') => void
  onEnd?: () => void
  minWidth?: string
  /** What follows the last row: "loading more", "that is all". */
  foot?: ReactNode
}

const rowHeight = 34

/** Rows are drawn as they scroll into view, so 100,000 cost what 40 do. j/k and arrows move, Enter opens. */
export function VirtualTable<T>(props: Props<T>) {
  const { label, columns, rows, rowKey, rowLabel, activeKey, onOpen, sort, onSort, onEnd, minWidth = '60rem', foot } = props
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (i) => rowKey(rows[i]!),
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 8) onEnd?.()
  }, [last, rows.length, onEnd])

  const focusRow = (index: number) => {
    if (index < 0 || index >= rows.length) return
    virtual.scrollToIndex(index)
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus())
  }
  const focused = () => Number((document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1)
  useHotkeys({ j: () => focusRow(focused() + 1), k: () => focusRow(Math.max(0, focused() - 1)) })
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.target !== event.currentTarget) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      focusRow(index + step)
    } else if (event.key === 'Enter') onOpen(rows[index]!)
  }

  const grid = { gridTemplateColumns: columns.map(({ width }) => width).join(' '), minWidth }
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-auto">
      <table aria-label={label} aria-rowcount={rows.length + 1} className="block" style={{ minWidth }}>
        <thead className="sticky top-0 z-2 block border-b bg-surface">
          <tr className="grid items-center" style={grid}>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]!
            const active = rowKey(row) === activeKey
            return (
              <tr
                key={item.key}
                aria-label={rowLabel(row)}
                aria-rowindex={item.index + 2}
                aria-current={active || undefined}
                data-index={item.index}
                tabIndex={0}
                onClick={() => onOpen(row)}
                onKeyDown={(event) => onKeyDown(event, item.index)}
                className={cn(
                  'absolute inset-x-0 top-0 grid cursor-default items-center border-b focus-visible:-outline-offset-2',
                  active ? 'bg-accent-soft' : 'hover:bg-hover',
                )}
                style={{ ...grid, height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <td key={column.id} className={cn('min-w-0 truncate px-2.5 first:pl-4', column.align === 'right' && 'text-right')}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {foot && <div className="px-4 py-3 text-xs text-faint">{foot}</div>}
    </div>
  )
}

function HeaderCell<T>({ column, sort, onSort }: { column: Column<T>; sort: Props<T>['sort']; onSort: Props<T>['onSort'] }) {
  const sorted = column.sort !== undefined && sort?.by === column.sort ? sort.order : null
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp
  const look = cn('flex items-center gap-1 px-2.5 py-1.5 text-xs font-medium text-muted', column.align === 'right' && 'justify-end')
  return (
    <th
      scope="col"
      aria-sort={sorted === null ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
      className="min-w-0 first:pl-1.5"
    >
      {column.sort && onSort ? (
        <button
          type="button"
          className={cn(look, 'w-full hover:text-ink')}
          onClick={() => onSort(column.sort!, sorted === 'asc' ? 'desc' : 'asc')}
        >
          <span className="truncate">{column.header}</span>
          {sorted && <Arrow size={12} aria-hidden />}
        </button>
      ) : (
        <span className={cn(look, 'truncate')}>{column.header}</span>
      )}
    </th>
  )
}
