import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second whatever the kernel's own tick is. */
const ticksPerSecond = 100

/** CPU seconds that a process has used so far, all its threads, user and system; NaN where the system does not say. */
export function cpuSecondsOf(pid: number): number {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The second field, the name, may hold spaces: what counts comes after its closing parenthesis.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
    }
    const [seconds = Number.NaN, minutes = 0, hours = 0] = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(':')
      .reverse()
      .map(Number)
    return hours * 3600 + minutes * 60 + seconds
  } catch {
    return Number.NaN
  }
}
