/** Three zones of one globe. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden>
      <circle cx="10" cy="10" r="8.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M10 1.4a8.6 8.6 0 0 0-7.6 12.6L10 10Z" fill="var(--zone-0)" />
      <path d="M10 1.4a8.6 8.6 0 0 1 7.6 12.6L10 10Z" fill="var(--zone-2)" />
      <path d="M2.4 14a8.6 8.6 0 0 0 15.2 0L10 10Z" fill="var(--zone-1)" />
      <path d="M10 1.4V10M2.4 14 10 10l7.6 4" fill="none" stroke="var(--surface)" strokeWidth="1.1" />
    </svg>
  )
}
