// The one set of colours: tokens.css and the map's style are both made from it. Hex, because MapLibre reads no oklch.

export const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** `[light, dark]` */
export const tokens = {
  canvas: ['#f3f4f6', '#0b0e12'],
  surface: ['#ffffff', '#11151b'],
  raised: ['#ffffff', '#181d25'],
  sunken: ['#eaedf0', '#0d1015'],
  chip: ['#eaedf0', '#222934'],
  hover: ['#f0f2f5', '#1a2029'],
  line: ['#e0e4e9', '#232a34'],
  'line-strong': ['#818b99', '#66717f'],
  ink: ['#12161c', '#e7ebf0'],
  muted: ['#4b5563', '#a5afbc'],
  faint: ['#626c7a', '#8590a0'],
  accent: ['#1d5bd0', '#6b9fff'],
  'accent-ink': ['#ffffff', '#07101f'],
  'accent-soft': ['#e5edfc', '#15243d'],
  ok: ['#0e6b3b', '#4cc38a'],
  'ok-soft': ['#dff2e7', '#0f271c'],
  warn: ['#7d4b00', '#e8ab45'],
  'warn-soft': ['#fbecd2', '#2d2110'],
  bad: ['#b0251d', '#ff8078'],
  'bad-soft': ['#fce6e4', '#351a18'],
  water: ['#e4e9ef', '#0a0d11'],
  land: ['#f7f8f9', '#161b22'],
  border: ['#c9d0d9', '#2b333e'],
} as const satisfies Record<string, readonly [light: string, dark: string]>

export type TokenName = keyof typeof tokens

/** Hues that colour-blind readers tell apart (after Okabe and Ito); `ink` is the same hue dark or light enough for text. */
export const zoneHues = [
  { name: 'blue', fill: ['#2f7dd1', '#5aa7f2'], ink: ['#12559b', '#90c5fb'] },
  { name: 'amber', fill: ['#dd9f00', '#efb93c'], ink: ['#6f4e00', '#f3cd72'] },
  { name: 'green', fill: ['#0f9d78', '#35c39b'], ink: ['#07644b', '#74dcbe'] },
  { name: 'magenta', fill: ['#c25a97', '#e08abb'], ink: ['#8f2f67', '#efb0d2'] },
  { name: 'vermilion', fill: ['#d55e00', '#f08a47'], ink: ['#943f00', '#f7b084'] },
  { name: 'sky', fill: ['#3ea7d6', '#6cc8ef'], ink: ['#0f5f83', '#a0dcf6'] },
  { name: 'violet', fill: ['#6f5bd0', '#9d8cf0'], ink: ['#4a36ad', '#c2b7f8'] },
  { name: 'olive', fill: ['#7d8c1f', '#b4c24f'], ink: ['#525d0c', '#cfd98a'] },
] as const

const index = (theme: Theme) => (theme === 'light' ? 0 : 1)

export function token(name: TokenName, theme: Theme): string {
  return tokens[name][index(theme)]
}

export function zoneHue(slot: number, theme: Theme): { fill: string; ink: string } {
  const hue = zoneHues[((slot % zoneHues.length) + zoneHues.length) % zoneHues.length]!
  return { fill: hue.fill[index(theme)], ink: hue.ink[index(theme)] }
}

/** What tokens.css holds; a test keeps the two equal (`vitest -u` rewrites the file). */
export function tokensCss(): string {
  const pair = (name: string, [light, dark]: readonly [string, string]) => `  --${name}: light-dark(${light}, ${dark});`
  const hues = zoneHues.flatMap(({ fill, ink }, i) => [pair(`zone-${i}`, fill), pair(`zone-${i}-ink`, ink)])
  const lines = Object.entries(tokens).map(([name, value]) => pair(name, value))
  return ['/* Made from app/_lib/theme/tokens.ts. */', ':root {', ...lines, ...hues, '}', ''].join('\n')
}
