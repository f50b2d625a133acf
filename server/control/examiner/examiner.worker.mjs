// Worker threads do not inherit tsx from the process on Node 20, so this one registers it before it loads anything.
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

register({ tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)) })
await import('./examiner.worker.ts')
