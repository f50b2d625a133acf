// Trust: how far a node's stated place is believed, per area.

import type { TrustLevel } from '../config/schema'
import type { GeoToken, Place } from '../geo/place'
import type { Fix, Moving } from './fix'

/** One independent source's answer for the node's socket address. Two files of one provider are one source. */
export type AddressEvidence = { source: string; country: string | null }

/** `country`: the side of the border that the point is on, null in no country. `nearBorder`: its accuracy reaches another, or it is within 10 km of one. */
export type FixSide = { country: string | null; nearBorder: boolean }

/** Everything `judge` looks at. It holds no address: only what was derived from it. Times are epoch ms. */
export type Evidence = {
  claim: {
    /** `zone:`, `country:` or `subdivision:` token as registered, or null. */
    tag: GeoToken | null
    gps: (Fix & FixSide) | null
    /** A newer fix in another zone, which does not count for the label yet. */
    moving: (Moving & FixSide) | null
  }
  address: {
    databases: readonly AddressEvidence[]
    /** A CIDR override or geofeed for the address: an admin's word, reaches at most `consistent`. */
    override: Pick<Place, 'country' | 'subdivision'> | null
    /** Known anycast, VPN, relay or hosting range; null where no list says. */
    class: 'hosting' | 'vpn' | 'mobile' | 'anycast' | null
    /** When this address was last seen on a message of the node. */
    observedAt: number
  }
  /** Earlier address verdicts age: the last time address evidence was consistent with this same claim and network. */
  lastConsistentAt: number | null
  /** The last time proven by measurement; always null before RTT exists. */
  lastVerifiedAt: number | null
}

export type AreaTrust = { area: GeoToken; level: TrustLevel; confidence: number }

export type Verdict = {
  /** The level of the claim, as far as the evidence resolves it: of a subdivision's tag, the country's. */
  level: TrustLevel
  /**
   * Best first; country, then each zone and jurisdiction that contains the place. Of a contradicted claim: what was
   * claimed, at that level. None where borderline.
   */
  areas: readonly AreaTrust[]
  /** All null where contradicted; no country where borderline: both are outside every restricted boundary. */
  place: Place
  /** Too close to a border for its accuracy, or on the move across one: in neither side's restricted boundary. */
  borderline: boolean
  reasons: readonly string[]
  judgedAt: number
}
