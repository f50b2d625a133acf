export function MapLegend() {
  return (
    <ul
      aria-label="Legend"
      className="absolute bottom-2 left-2 z-1 flex max-w-[calc(100%-4rem)] flex-wrap gap-x-3 gap-y-0.5 rounded-md bg-raised/95 px-2 py-1 text-2xs text-muted"
    >
      <li>
        <span aria-hidden className="mr-1 inline-block h-2.5 w-3.5 rounded-sm bg-(--zone-0) align-[-1px] opacity-50" />
        in the zone
      </li>
      <li>
        <span
          aria-hidden
          className="hatched mr-1 inline-block h-2.5 w-3.5 rounded-sm border border-dashed border-warn align-[-1px]"
          style={{ ['--hatch' as string]: 'var(--warn)' }}
        />
        overlaps another zone
      </li>
      <li>
        <span aria-hidden className="mr-1 font-bold tracking-widest text-(--zone-0-ink)">
          ∷
        </span>
        in no zone, would prefer it
      </li>
      <li>
        <span aria-hidden className="mr-1 inline-block size-2.5 rounded-full border-2 border-ink bg-(--zone-0) align-[-1px]" />
        anchor
      </li>
      <li>
        <span aria-hidden className="mr-1 inline-block size-2 rounded-full border border-ok bg-surface align-[-1px]" />
        node
      </li>
      <li>Natural Earth</li>
    </ul>
  )
}
