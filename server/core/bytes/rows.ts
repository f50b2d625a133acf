// Rows of like objects as one text, their keys written once. Whatever copies a message value by value has one value to copy then: for
// 100,000 nodes of eleven it took 1.7 s (2026-11).

export function packRows<T extends object>(rows: readonly T[]): string {
  const keys = Object.keys(rows[0] ?? {}) as (keyof T)[]
  return JSON.stringify([keys, ...rows.map((row) => keys.map((key) => row[key]))])
}

/** What `packRows` packed; values are as JSON leaves them. */
export function unpackRows<T extends object>(text: string): T[] {
  const [keys, ...rows] = JSON.parse(text) as [(keyof T)[], ...T[keyof T][][]]
  return rows.map((values) => {
    const row = {} as T
    for (let i = 0; i < keys.length; i++) row[keys[i]!] = values[i]!
    return row
  })
}
