// The proof's own tables, written down apart from the core's: ISO 3166-1, the territories that ISO 3166-2 also lists under
// their mother country, which subdivisions lie within which, and the jurisdictions that are law. Where this table cannot
// tell it says so, and the proof counts the case as undecided instead of guessing.
// Sources: ISO 3166 (2025-11), Eurostat's country groups, Decision 94/1/EC (EEA), 48 U.S.C. (read 2026-06).

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const isoCountries: ReadonlySet<string> = new Set(
  words(`
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
    NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
    UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`),
)

const eu = words('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK')
/** Outermost regions and Åland, which the treaties take in; the Canaries, Azores and Madeira are within ES and PT. */
const outermost = words('AX GF GP MF MQ RE YT')

/** Only what is fixed by law: anything else in a configuration is its own authority. */
export const lawfulMembers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['EU27', new Set([...eu, ...outermost])],
  ['EEA30', new Set([...eu, ...outermost, 'IS', 'LI', 'NO'])],
  ['UK', new Set(['GB'])],
  ['CH', new Set(['CH'])],
  ['US', new Set(['US', 'PR', 'VI', 'GU', 'AS', 'MP', 'UM'])],
])

const territories = new Map<string, string>()
for (const code of words('PR VI GU AS MP UM')) territories.set(`US-${code}`, code)
for (const code of words('BL GF GP MF MQ NC PF PM RE TF WF YT')) territories.set(`FR-${code}`, code)
for (const code of words('AW CW SX')) territories.set(`NL-${code}`, code)
for (const code of words('HK MO TW')) territories.set(`CN-${code}`, code)
for (const pair of words(`FR-971:GP FR-972:MQ FR-973:GF FR-974:RE FR-975:PM FR-976:YT FR-977:BL FR-978:MF FR-984:TF FR-986:WF FR-987:PF
  FR-988:NC NL-BQ1:BQ NL-BQ2:BQ NL-BQ3:BQ NO-21:SJ NO-22:SJ FI-01:AX FI-AX:AX CN-91:HK CN-92:MO CN-71:TW GB-GSY:GG GB-IOM:IM GB-JSY:JE`)) {
  const [code, country] = pair.split(':') as [string, string]
  territories.set(code, country)
}

/** The country that a subdivision's code stands for: `US-PR` is `PR`, `US-CA` is in `US`. */
export const countryOf = (subdivision: string): string => territories.get(subdivision) ?? subdivision.slice(0, 2)
export const isTerritory = (subdivision: string): boolean => territories.has(subdivision)

/** Countries whose subdivisions are all of one level: two different codes are two different places. */
const flat = new Set(words('US CA BR AU DE RU MX JP CH AT IN CN AR PL SE NL NO DK'))

const spain = `AN:AL,CA,CO,GR,H,J,MA,SE AR:HU,TE,Z AS:O CB:S CL:AV,BU,LE,P,SA,SG,SO,VA,ZA CM:AB,CR,CU,GU,TO CN:GC,TF CT:B,GI,L,T
  EX:BA,CC GA:C,LU,OR,PO IB:PM MC:MU MD:M NC:NA PV:BI,SS,VI RI:LO VC:A,CS,V`
const regionOf = new Map<string, string>()
const regions = new Set<string>(['ES-CE', 'ES-ML'])
for (const family of words(spain)) {
  const [region, provinces] = family.split(':') as [string, string]
  regions.add(`ES-${region}`)
  for (const province of provinces.split(',')) regionOf.set(`ES-${province}`, `ES-${region}`)
}

/** How a place in `inner` stands to `outer`, both ordinary subdivisions of one country. */
export function subdivisionStanding(inner: string, outer: string): 'in' | 'out' | 'maybe' | 'unknown' {
  if (inner === outer) return 'in'
  if (flat.has(inner.slice(0, 2))) return 'out'
  if (regionOf.get(inner) === outer) return 'in'
  if (regionOf.get(outer) === inner) return 'maybe'
  const isKnown = (code: string) => regions.has(code) || regionOf.has(code)
  return isKnown(inner) && isKnown(outer) ? 'out' : 'unknown'
}
