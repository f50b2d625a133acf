import path from 'node:path'

/** The project's folder: children run in it, whatever the present folder is. */
export const projectRoot = path.resolve(import.meta.dirname, '../../..')
