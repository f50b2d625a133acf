import { Packer } from '../bytes/packer'
import type { Decided } from '../routing/decided'
import { packTrace } from '../routing/stored/pack-trace'
import { placeOf } from '../routing/stored/words'

/** A decision's trace by itself, as it is stored. */
export function packedTrace(decided: Decided): Uint8Array {
  const packer = new Packer(placeOf)
  packTrace(packer, decided)
  return packer.written()
}
