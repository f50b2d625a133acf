import type { ReactNode } from 'react'

export function PageHeader({ title, meta, children }: { title: ReactNode; meta?: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-4 pb-3">
      <h1 className="text-lg font-semibold">{title}</h1>
      {meta && <div className="flex items-center gap-2 text-muted">{meta}</div>}
      <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
    </header>
  )
}
