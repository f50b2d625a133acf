'use client'
import { useStatus } from './use-status'

/** Only decides which controls are drawn: the server asks again at every call. False until known. */
export function useIsAdmin(): boolean {
  return useStatus().data?.me.role === 'admin'
}
