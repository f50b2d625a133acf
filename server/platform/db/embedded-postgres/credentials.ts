import { readFileSync, statSync } from 'node:fs'

export type Credentials = { uid: number; gid: number; name: string }

/** Whom PostgreSQL runs as: itself refuses to run as root. Null: the present user. An existing cluster keeps its owner. */
export function postgresUser(clusterFolder: string): Credentials | null {
  if (process.getuid?.() !== 0) return null
  const users = accounts()
  const owner = ownerOf(clusterFolder)
  if (owner && owner.uid !== 0) return users.find((user) => user.uid === owner.uid) ?? { ...owner, name: `uid ${owner.uid}` }
  const user = users.find((each) => each.name === 'postgres') ?? users.find((each) => each.name === 'nobody')
  if (!user)
    throw new Error(
      'Running as root, and there is no user `postgres` or `nobody` to run PostgreSQL as. Start as another user, or set DATABASE_URL.',
    )
  return user
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  try {
    const { uid, gid } = statSync(folder)
    return { uid, gid }
  } catch {
    return null
  }
}

function accounts(): Credentials[] {
  try {
    return readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .filter((fields) => fields.length >= 4)
      .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }))
  } catch {
    return []
  }
}
