import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from './start-error'

/** Makes DATA_DIR, or says why it cannot be used. */
export function openDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir)
    if (!statSync(dataDir).isDirectory()) throw new StartError(`DATA_DIR: ${dataDir} is not a folder. Set DATA_DIR to one.`)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    if (error instanceof StartError) throw error
    const { code } = error as NodeJS.ErrnoException
    const reason =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'is not a folder'
        : code === 'EROFS'
          ? 'is on a read-only file system'
          : `cannot be read and written by this user (${code})`
    throw new StartError(`DATA_DIR: ${dataDir} ${reason}. Give this user the folder, or set DATA_DIR to another.`)
  }
}

/** Each by itself: Node's `recursive` tries for ever where the file system lets nobody make one, as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another start may have made it in between.
    if (!existsSync(folder)) throw error
  }
}
