'use client'
import type { KeyRow } from '@/server/control/services/keys/schemas'
import { SimulatedBadge } from '../../../_components/domain/badges'
import { RelativeTime } from '../../../_components/relative-time'
import { Badge } from '../../../_components/ui/badge'
import { Button } from '../../../_components/ui/button'
import { Link } from '../../../_components/ui/link'
import { Table, TableBox, Td, Th } from '../../../_components/ui/table'

const tones = { active: 'ok', expired: 'warn', revoked: 'neutral' } as const

/** `only jurisdiction:EU27, never country:HU` */
function geoWords({ only, deny, prefer }: NonNullable<KeyRow['geo']>): string {
  const parts = [
    ['only', only],
    ['never', deny],
    ['preferably', prefer],
  ] as const
  return parts.flatMap(([word, tokens]) => (tokens && tokens.length > 0 ? [`${word} ${tokens.join(' ')}`] : [])).join(', ')
}

type Props = { keys: readonly KeyRow[]; onRotate: (key: KeyRow) => void; onRevoke: (key: KeyRow) => void }

export function KeyTable({ keys, onRotate, onRevoke }: Props) {
  return (
    <TableBox label="API keys" className="rounded-lg border bg-surface">
      <Table>
        <thead>
          <tr>
            {['Name', 'Key', 'Scopes', 'Bound to', 'Limit', 'Created', 'Expires', 'Status'].map((header) => (
              <Th key={header}>{header}</Th>
            ))}
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id} className={key.status === 'active' ? undefined : 'text-muted'}>
              <Td className="font-medium">
                {key.name} {key.simulated && <SimulatedBadge />}
              </Td>
              <Td className="font-mono text-xs whitespace-nowrap">{key.prefix}…</Td>
              <Td>
                {key.scopes.join(', ')}
                {key.geo && <span className="block text-xs text-muted">{geoWords(key.geo)}</span>}
              </Td>
              <Td>
                {key.subcloud === null ? (
                  <span className="text-faint">no Subcloud</span>
                ) : (
                  <Link href={`/subclouds/${encodeURIComponent(key.subcloud)}`} className="hover:underline">
                    {key.subcloud}
                  </Link>
                )}
              </Td>
              <Td className="whitespace-nowrap">
                {key.rateLimit === null ? <span className="text-faint">none</span> : `${key.rateLimit}/s`}
              </Td>
              <Td className="whitespace-nowrap">
                <RelativeTime at={key.createdAt} />
              </Td>
              <Td className="whitespace-nowrap">
                {key.expiresAt === null ? <span className="text-faint">never</span> : <RelativeTime at={key.expiresAt} />}
              </Td>
              <Td>
                <Badge tone={tones[key.status]}>{key.status}</Badge>
              </Td>
              <Td className="text-right">
                {key.status === 'active' && (
                  <span className="inline-flex gap-1.5">
                    <Button size="sm" onClick={() => onRotate(key)} aria-label={`Rotate ${key.name}`}>
                      Rotate
                    </Button>
                    <Button variant="danger" size="sm" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.name}`}>
                      Revoke
                    </Button>
                  </span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableBox>
  )
}
