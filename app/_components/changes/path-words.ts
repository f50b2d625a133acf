import { settingFromRoot } from '../../_lib/settings/sections'

/** `zones[3].countries[0]` as `zone EU › countries[0]`: entities by their code, since nobody counts positions. */
export function pathWords(path: string, document: unknown): string {
  const match = /^(zones|jurisdictions|subclouds|overrides)\[(\d+)\]\.?(.*)$/.exec(path)
  if (!match) return settingFromRoot(path)?.label ?? path.replaceAll('.', ' › ')
  const [, list = '', index = '', rest = ''] = match
  const items = (document as Record<string, unknown[] | undefined>)[list]
  const item = items?.[Number(index)] as Record<string, string | undefined> | undefined
  const name = item?.code ?? item?.slug ?? item?.cidr
  return [name === undefined ? `${list}[${index}]` : `${singular[list]} ${name}`, ...(rest ? rest.split('.') : [])].join(' › ')
}

const singular: Record<string, string> = { zones: 'zone', jurisdictions: 'jurisdiction', subclouds: 'Subcloud', overrides: 'override' }
