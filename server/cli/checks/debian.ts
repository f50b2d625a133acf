import { existsSync } from 'node:fs'
import { runCommand, say } from './step'

const limitMs = 8 * 60_000

/** Whether this is a Debian that a test run may install packages on: a CI machine, as root. */
export function mayInstall(): boolean {
  return process.env.CI === 'true' && process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
}

/** Installs them if it may. False where it may not, or where it failed. */
export async function installDebianPackages(...packages: string[]): Promise<boolean> {
  if (!mayInstall()) return false
  say(`Installing ${packages.join(', ')} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  if ((await runCommand('apt-get', install, { env, limitMs })) === 0) return true
  // The package lists of a fresh image are empty or old.
  await runCommand('apt-get', ['update'], { env, limitMs })
  return (await runCommand('apt-get', install, { env, limitMs })) === 0
}
