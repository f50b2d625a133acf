import { countryName } from '../../_lib/country-name'

export function Country({ code, withName = false }: { code: string | null; withName?: boolean }) {
  if (code === null) return <span className="text-faint">unknown</span>
  return withName ? (
    <span>
      {countryName(code)} <span className="text-faint">{code}</span>
    </span>
  ) : (
    <abbr title={countryName(code)} className="no-underline">
      {code}
    </abbr>
  )
}
