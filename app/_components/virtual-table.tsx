'use client'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { cn } from './ui/cn'
import { useGridKeys } from './use-grid-keys'
import { useHeldRows } from './use-held-rows'

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
  /** What the rows answer. Where it is given, they keep their places while the pointer is over them, until something else is asked. */
  heldFor?: string
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
const overscan = 12

/** Rows are drawn as they scroll into view, so 100,000 cost what 40 do. */
export function VirtualTable<T>(props: Props<T>) {
  const { label, columns, rowKey, rowLabel, activeKey, onOpen, sort, onSort, onEnd, minWidth = '60rem', foot } = props
  const box = useRef<HTMLDivElement>(null)
  const { rows, over } = useHeldRows(props.rows, { keyOf: rowKey, of: props.heldFor })
  // biome-ignore lint/correctness/useExhaustiveDependencies: how a row is named does not change, only how the function is
  const keys = useMemo(() => rows.map((row) => rowKey(row)), [rows])
  const scrollTo = (index: number) => virtual.scrollToIndex(index)
  const { stop, onKeyDown, onFocus } = useGridKeys({
    label,
    box,
    keys,
    activeKey,
    rowHeight,
    scrollTo,
    onOpen: (index) => onOpen(rows[index]!),
  })
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan,
    // The head stands over the first row and takes the room of the last.
    scrollPaddingEnd: rowHeight,
    getItemKey: (i) => keys[i]!,
    // The row that Tab leads to is always there.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), stop])].filter((i) => i < rows.length).sort((a, b) => a - b),
  })
  const items = virtual.getVirtualItems()
  const last = Math.min((virtual.range?.endIndex ?? -1) + overscan, rows.length - 1)
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 8) onEnd?.()
  }, [last, rows.length, onEnd])

  const grid = { gridTemplateColumns: columns.map(({ width }) => width).join(' '), minWidth }
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-auto">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are moved among and opened, which makes it a grid */}
      <table role="grid" aria-label={label} aria-rowcount={rows.length + 1} className="block" style={{ minWidth }}>
        <thead className="sticky top-0 z-2 block border-b bg-surface">
          <tr className="grid items-center" style={grid}>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtual.getTotalSize() }} {...over}>
          {items.map((item) => {
            const row = rows[item.index]!
            const active = keys[item.index] === activeKey
            return (
              <tr
                key={item.key}
                aria-label={rowLabel(row)}
                aria-rowindex={item.index + 2}
                aria-current={active || undefined}
                data-index={item.index}
                tabIndex={item.index === stop ? 0 : -1}
                onFocus={() => onFocus(item.index)}
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
