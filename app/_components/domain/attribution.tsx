/** CC-BY 4.0 asks for this wherever places read from addresses are shown. */
export function GeoipAttribution({ className }: { className?: string }) {
  return (
    <p className={className ?? 'text-xs text-faint'}>
      IP geolocation by{' '}
      <a href="https://db-ip.com" target="_blank" rel="noreferrer" className="underline hover:text-ink">
        DB-IP
      </a>
    </p>
  )
}
