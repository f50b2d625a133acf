export function Tokens({ tokens, none }: { tokens: readonly string[]; none: string }) {
  if (tokens.length === 0) return <span className="text-muted">{none}</span>
  return (
    <span className="inline-flex flex-wrap gap-1">
      {tokens.map((token) => (
        <code key={token} className="rounded bg-sunken px-1.5 text-xs">
          {token}
        </code>
      ))}
    </span>
  )
}
