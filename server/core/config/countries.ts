// Every country and territory with an ISO 3166-1 code (249): alpha-2, numeric, an everyday English name, and its UN M49
// sub-region. Taiwan is in ISO 3166-1 but not in M49; it stands with Eastern Asia. Kosovo has no ISO code and so is not
// here: `XK` is nobody's country.
// Sources: ISO 3166-1, and UN Statistics Division M49, https://unstats.un.org/unsd/methodology/m49/ (read 2026-06).

export type Country = { code: string /** ISO 3166-1 numeric, three digits. */; numeric: string; name: string; region: M49Region }

const table = {
  'Northern Africa': `
    DZ 012 Algeria | EG 818 Egypt | EH 732 Western Sahara | LY 434 Libya | MA 504 Morocco | SD 729 Sudan | TN 788 Tunisia`,
  'Eastern Africa': `
    BI 108 Burundi | DJ 262 Djibouti | ER 232 Eritrea | ET 231 Ethiopia | IO 086 British Indian Ocean Territory | KE 404 Kenya
    KM 174 Comoros | MG 450 Madagascar | MU 480 Mauritius | MW 454 Malawi | MZ 508 Mozambique | RE 638 Réunion | RW 646 Rwanda
    SC 690 Seychelles | SO 706 Somalia | SS 728 South Sudan | TF 260 French Southern Territories | TZ 834 Tanzania | UG 800 Uganda
    YT 175 Mayotte | ZM 894 Zambia | ZW 716 Zimbabwe`,
  'Middle Africa': `
    AO 024 Angola | CD 180 DR Congo | CF 140 Central African Republic | CG 178 Congo | CM 120 Cameroon | GA 266 Gabon
    GQ 226 Equatorial Guinea | ST 678 São Tomé and Príncipe | TD 148 Chad`,
  'Southern Africa': `
    BW 072 Botswana | LS 426 Lesotho | NA 516 Namibia | SZ 748 Eswatini | ZA 710 South Africa`,
  'Western Africa': `
    BF 854 Burkina Faso | BJ 204 Benin | CI 384 Côte d’Ivoire | CV 132 Cape Verde | GH 288 Ghana | GM 270 Gambia | GN 324 Guinea
    GW 624 Guinea-Bissau | LR 430 Liberia | ML 466 Mali | MR 478 Mauritania | NE 562 Niger | NG 566 Nigeria | SH 654 Saint Helena
    SL 694 Sierra Leone | SN 686 Senegal | TG 768 Togo`,
  Caribbean: `
    AG 028 Antigua and Barbuda | AI 660 Anguilla | AW 533 Aruba | BB 052 Barbados | BL 652 Saint Barthélemy
    BQ 535 Caribbean Netherlands | BS 044 Bahamas | CU 192 Cuba | CW 531 Curaçao | DM 212 Dominica | DO 214 Dominican Republic
    GD 308 Grenada | GP 312 Guadeloupe | HT 332 Haiti | JM 388 Jamaica | KN 659 Saint Kitts and Nevis | KY 136 Cayman Islands
    LC 662 Saint Lucia | MF 663 Saint Martin | MQ 474 Martinique | MS 500 Montserrat | PR 630 Puerto Rico | SX 534 Sint Maarten
    TC 796 Turks and Caicos Islands | TT 780 Trinidad and Tobago | VC 670 Saint Vincent and Grenadines
    VG 092 British Virgin Islands | VI 850 U.S. Virgin Islands`,
  'Central America': `
    BZ 084 Belize | CR 188 Costa Rica | GT 320 Guatemala | HN 340 Honduras | MX 484 Mexico | NI 558 Nicaragua | PA 591 Panama
    SV 222 El Salvador`,
  'South America': `
    AR 032 Argentina | BO 068 Bolivia | BR 076 Brazil | BV 074 Bouvet Island | CL 152 Chile | CO 170 Colombia | EC 218 Ecuador
    FK 238 Falkland Islands | GF 254 French Guiana | GS 239 South Georgia and South Sandwich Islands | GY 328 Guyana | PE 604 Peru
    PY 600 Paraguay | SR 740 Suriname | UY 858 Uruguay | VE 862 Venezuela`,
  'Northern America': `
    BM 060 Bermuda | CA 124 Canada | GL 304 Greenland | PM 666 Saint Pierre and Miquelon | US 840 United States`,
  Antarctica: `
    AQ 010 Antarctica`,
  'Central Asia': `
    KG 417 Kyrgyzstan | KZ 398 Kazakhstan | TJ 762 Tajikistan | TM 795 Turkmenistan | UZ 860 Uzbekistan`,
  'Eastern Asia': `
    CN 156 China | HK 344 Hong Kong | JP 392 Japan | KP 408 North Korea | KR 410 South Korea | MN 496 Mongolia | MO 446 Macao
    TW 158 Taiwan`,
  'South-eastern Asia': `
    BN 096 Brunei | ID 360 Indonesia | KH 116 Cambodia | LA 418 Laos | MM 104 Myanmar | MY 458 Malaysia | PH 608 Philippines
    SG 702 Singapore | TH 764 Thailand | TL 626 Timor-Leste | VN 704 Vietnam`,
  'Southern Asia': `
    AF 004 Afghanistan | BD 050 Bangladesh | BT 064 Bhutan | IN 356 India | IR 364 Iran | LK 144 Sri Lanka | MV 462 Maldives
    NP 524 Nepal | PK 586 Pakistan`,
  'Western Asia': `
    AE 784 United Arab Emirates | AM 051 Armenia | AZ 031 Azerbaijan | BH 048 Bahrain | CY 196 Cyprus | GE 268 Georgia
    IL 376 Israel | IQ 368 Iraq | JO 400 Jordan | KW 414 Kuwait | LB 422 Lebanon | OM 512 Oman | PS 275 Palestine | QA 634 Qatar
    SA 682 Saudi Arabia | SY 760 Syria | TR 792 Türkiye | YE 887 Yemen`,
  'Eastern Europe': `
    BG 100 Bulgaria | BY 112 Belarus | CZ 203 Czechia | HU 348 Hungary | MD 498 Moldova | PL 616 Poland | RO 642 Romania
    RU 643 Russia | SK 703 Slovakia | UA 804 Ukraine`,
  'Northern Europe': `
    AX 248 Åland Islands | DK 208 Denmark | EE 233 Estonia | FI 246 Finland | FO 234 Faroe Islands | GB 826 United Kingdom
    GG 831 Guernsey | IE 372 Ireland | IM 833 Isle of Man | IS 352 Iceland | JE 832 Jersey | LT 440 Lithuania | LV 428 Latvia
    NO 578 Norway | SE 752 Sweden | SJ 744 Svalbard and Jan Mayen`,
  'Southern Europe': `
    AD 020 Andorra | AL 008 Albania | BA 070 Bosnia and Herzegovina | ES 724 Spain | GI 292 Gibraltar | GR 300 Greece
    HR 191 Croatia | IT 380 Italy | ME 499 Montenegro | MK 807 North Macedonia | MT 470 Malta | PT 620 Portugal | RS 688 Serbia
    SI 705 Slovenia | SM 674 San Marino | VA 336 Vatican City`,
  'Western Europe': `
    AT 040 Austria | BE 056 Belgium | CH 756 Switzerland | DE 276 Germany | FR 250 France | LI 438 Liechtenstein | LU 442 Luxembourg
    MC 492 Monaco | NL 528 Netherlands`,
  'Australia and New Zealand': `
    AU 036 Australia | CC 166 Cocos (Keeling) Islands | CX 162 Christmas Island | HM 334 Heard and McDonald Islands
    NF 574 Norfolk Island | NZ 554 New Zealand`,
  Melanesia: `
    FJ 242 Fiji | NC 540 New Caledonia | PG 598 Papua New Guinea | SB 090 Solomon Islands | VU 548 Vanuatu`,
  Micronesia: `
    FM 583 Micronesia | GU 316 Guam | KI 296 Kiribati | MH 584 Marshall Islands | MP 580 Northern Mariana Islands | NR 520 Nauru
    PW 585 Palau | UM 581 U.S. Outlying Islands`,
  Polynesia: `
    AS 016 American Samoa | CK 184 Cook Islands | NU 570 Niue | PF 258 French Polynesia | PN 612 Pitcairn Islands | TK 772 Tokelau
    TO 776 Tonga | TV 798 Tuvalu | WF 876 Wallis and Futuna | WS 882 Samoa`,
} as const

export type M49Region = keyof typeof table

const rows: Country[] = Object.entries(table).flatMap(([region, text]) =>
  text.split(/\||\n/).flatMap((cell) => {
    const entry = cell.trim()
    return entry === '' ? [] : [{ code: entry.slice(0, 2), numeric: entry.slice(3, 6), name: entry.slice(7), region: region as M49Region }]
  }),
)
rows.sort((a, b) => (a.code < b.code ? -1 : 1))

/** By alpha-2 code, in code order. */
export const countries: ReadonlyMap<string, Country> = new Map(rows.map((row) => [row.code, row]))
export const countryByNumeric: ReadonlyMap<string, Country> = new Map(rows.map((row) => [row.numeric, row]))

/** By two ASCII characters: the country's place in code order, from 1; 0 for no country. */
const numbers = new Uint8Array(128 * 128)
rows.forEach(({ code }, i) => {
  numbers[code.charCodeAt(0) * 128 + code.charCodeAt(1)] = i + 1
})

/** One more than the largest number of a country. */
export const countryNumbers = rows.length + 1

/** A country as a small number from 1, so that what is known of countries can be an array; 0 where the code is no country's. */
export function countryNumber(code: string): number {
  if (code.length !== 2) return 0
  const first = code.charCodeAt(0)
  const second = code.charCodeAt(1)
  return (first | second) < 128 ? numbers[first * 128 + second]! : 0
}

/** Of a country's number; null for 0. */
export const countryCode = (number: number): string | null => rows[number - 1]?.code ?? null

export const isCountry = (code: string): boolean => countryNumber(code) !== 0
export const countryName = (code: string): string => countries.get(code)?.name ?? code
export const countriesOf = (...regions: M49Region[]): string[] => rows.filter((row) => regions.includes(row.region)).map((row) => row.code)
