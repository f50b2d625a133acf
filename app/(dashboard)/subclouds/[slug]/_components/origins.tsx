import type { Policy } from '@/server/core/config/schema'
import { Tokens } from './tokens'

/** Whose jobs it takes at all, by where they come from. */
export function Origins({ policy: { originAllow, originDeny, onUnknownOrigin } }: { policy: Policy }) {
  if (originAllow.length + originDeny.length === 0) return 'jobs from anywhere'
  return (
    <span>
      jobs from <Tokens tokens={originAllow} none="anywhere" />
      {originDeny.length > 0 && (
        <>
          {' '}
          except <Tokens tokens={originDeny} none="" />
        </>
      )}
      ; from unknown places {onUnknownOrigin === 'allow' ? 'allowed' : 'refused'}
    </span>
  )
}
