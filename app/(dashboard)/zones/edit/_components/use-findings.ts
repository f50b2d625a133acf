'use client'
import { useEffect, useState } from 'react'
import { checkConfig } from '@/server/core/config/check'
import type { Finding } from '@/server/core/config/finding'
import type { Config } from '@/server/core/config/schema'

const afterMs = 200

/** The core's own check in the browser, a moment after the last edit. Policies' tests and keys are the server's to check, on review. */
export function useFindings(document: Config, published: Config): readonly Finding[] {
  const [findings, setFindings] = useState<readonly Finding[]>([])
  useEffect(() => {
    const timer = setTimeout(() => setFindings(checkConfig(document, { previous: published })), afterMs)
    return () => clearTimeout(timer)
  }, [document, published])
  return findings
}
