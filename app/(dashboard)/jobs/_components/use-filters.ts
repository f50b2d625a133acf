'use client'
import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { filterParams, jobsParams, rangeMs } from '../search-params'

const names = Object.keys(filterParams) as (keyof typeof filterParams)[]

/** The URL's state, and the same as input for the server. `from` stays put while one looks, so that pages join up; another look begins now. */
export function useFilters() {
  const [params, setParams] = useQueryStates(jobsParams, { history: 'push' })
  const { range, from, to } = params
  const chosen = names.filter((name) => params[name] !== null)
  const key = chosen.map((name) => `${name}=${params[name]}`).join('&')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for every filter's value
  const filters = useMemo(() => Object.fromEntries(chosen.map((name) => [name, params[name]])), [key])
  const fixed = from !== null || to !== null
  const look = `${key} ${range} ${fixed}`
  const [opened, setOpened] = useState(() => ({ look, at: Date.now() }))
  if (opened.look !== look) setOpened({ look, at: Date.now() })
  const openedAt = opened.at
  const window = useMemo(() => {
    if (fixed) return { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) }
    return { from: new Date(openedAt - rangeMs[range]).toISOString() }
  }, [fixed, from, to, openedAt, range])
  return {
    params,
    setParams,
    filters,
    window,
    fixed,
    filtered: chosen.length > 0,
    openedAt,
    restart: () => setOpened({ look, at: Date.now() }),
    clear: () => void setParams({ ...Object.fromEntries(names.map((name) => [name, null])), from: null, to: null }),
  }
}
