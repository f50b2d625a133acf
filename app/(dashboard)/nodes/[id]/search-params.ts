import { parseAsString } from 'nuqs/server'
import { viewParams } from '../../../_components/map/view-params'

export const nodeParams = {
  /** Which source of evidence is looked at. */
  source: parseAsString,
  ...viewParams,
}
