'use client'
import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { filterParams, jobsParams, rangeMs } from '../search-params'

const names = Object.keys(filterParams) as (keyof typeof filterParams)[]

/** The URL's state, and the same as input for the server. `from` stays put while one looks, so that pages join up. */
export function useFilters() {
  const [params, setParams] = useQueryStates(jobsParams, { history: 'push' })
  const [openedAt, setOpenedAt] = useState(() => Date.now())
  const { range, from, to } = params
  const chosen = names.filter((name) => params[name] !== null)
  const key = chosen.map((name) => `${name}=${params[name]}`).join('&')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for every filter's value
  const filters = useMemo(() => Object.fromEntries(chosen.map((name) => [name, params[name]])), [key])
  const fixed = from !== null || to !== null
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
    restart: () => setOpenedAt(Date.now()),
    clear: () => void setParams({ ...Object.fromEntries(names.map((name) => [name, null])), from: null, to: null }),
  }
}
