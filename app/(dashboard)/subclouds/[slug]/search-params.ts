import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

const policyTabs = ['form', 'json', 'tests', 'preview', 'members', 'history'] as const
export type PolicyTab = (typeof policyTabs)[number]

export const subcloudParams = {
  tab: parseAsStringLiteral(policyTabs).withDefault('form'),
  /** The request that the preview asks. */
  origin: parseAsString.withDefault('country:FR'),
  model: parseAsString.withDefault(''),
}
