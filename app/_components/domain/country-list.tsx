import { countryName } from '../../_lib/country-name'

/** By name, with the code that policies use. */
export function CountryList({ codes }: { codes: readonly string[] }) {
  const sorted = codes.map((code) => ({ code, name: countryName(code) })).sort((a, b) => a.name.localeCompare(b.name, 'en'))
  return (
    <ul className="columns-2 gap-6 sm:columns-3">
      {sorted.map(({ code, name }) => (
        <li key={code} className="flex break-inside-avoid gap-2">
          <span className="min-w-0 flex-1 truncate" title={name}>
            {name}
          </span>
          <span className="font-mono text-xs text-faint">{code}</span>
        </li>
      ))}
    </ul>
  )
}
