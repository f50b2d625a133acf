import { TriangleAlert } from 'lucide-react'

/** Allowed as it is, and perhaps not what was meant. */
export function Traps({ traps }: { traps: readonly string[] }) {
  if (traps.length === 0) return null
  return (
    <section aria-label="Worth a second look" className="rounded-lg bg-warn-soft px-4 py-3 text-warn">
      <h2 className="flex items-center gap-2 font-semibold">
        <TriangleAlert size={15} aria-hidden />
        Worth a second look
      </h2>
      <ul className="mt-1 flex flex-col gap-1 pl-6">
        {traps.map((trap) => (
          <li key={trap}>{trap}</li>
        ))}
      </ul>
    </section>
  )
}
