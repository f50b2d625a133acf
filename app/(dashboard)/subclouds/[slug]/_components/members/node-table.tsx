'use client'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useRef } from 'react'
import type { MemberNode } from '@/server/control/services/subclouds/schemas'
import { membershipSentences } from '@/server/core/routing/departure'
import { TrustBadge } from '../../../../../_components/domain/badges'
import { Country } from '../../../../../_components/domain/country'
import { Link } from '../../../../../_components/ui/link'
import { Table, TableBox, Td, Th } from '../../../../../_components/ui/table'
import { useGridKeys } from '../../../../../_components/use-grid-keys'
import { shortId } from '../../../../../_lib/format'

/** Nodes with why they are in this list, and what can be done about it. */
export function NodeTable({
  label,
  nodes,
  actions,
}: {
  label: string
  nodes: readonly MemberNode[]
  actions: (node: MemberNode) => ReactNode
}) {
  const box = useRef<HTMLElement>(null)
  const router = useRouter()
  const hrefs = nodes.map(({ id }) => `/nodes/${encodeURIComponent(id)}` as Route)
  const { stop, onKeyDown, onFocus } = useGridKeys({
    label,
    box,
    keys: nodes.map(({ id }) => id),
    activeKey: null,
    rowHeight: 46,
    onOpen: (index) => router.push(hrefs[index]!),
  })
  return (
    <TableBox ref={box} label={label} className="max-h-96">
      <Table role="grid">
        <thead>
          <tr>
            <Th className="pl-0">Node</Th>
            <Th>Place</Th>
            <Th>Trust</Th>
            <Th>Hardware</Th>
            <Th>Why</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node, index) => (
            <tr
              key={node.id}
              data-index={index}
              tabIndex={index === stop ? 0 : -1}
              onKeyDown={(event) => onKeyDown(event, index)}
              onFocus={() => onFocus(index)}
              className="scroll-mt-8 focus-visible:-outline-offset-2"
            >
              <Td className="pl-0 whitespace-nowrap">
                <Link href={hrefs[index]!} title={node.id} className="font-mono text-xs text-accent hover:underline">
                  {shortId(node.id)}
                </Link>
                <span className="block text-xs text-muted">{node.operator}</span>
              </Td>
              <Td className="whitespace-nowrap">
                <Country code={node.country} /> {node.zone && <span className="text-xs text-muted">{node.zone}</span>}
              </Td>
              <Td>
                <TrustBadge level={node.trust} plain />
              </Td>
              <Td className="whitespace-nowrap">
                {node.gpu}
                <span className="block text-xs text-muted">{node.vramGb} GB</span>
              </Td>
              <Td className="min-w-32 text-xs text-muted">{membershipSentences[node.reason]}</Td>
              <Td>
                <span className="flex justify-end gap-1.5">{actions(node)}</span>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  )
}
