// Compiles a program: `node --import tsx server/cli/compile.ts server/cli/router.ts`; `npm run router` does.

import path from 'node:path'
import { compile } from './supervise/compile'
import { projectRoot } from './supervise/root'

const [script] = process.argv.slice(2)
if (script === undefined) throw new Error('Name a program, e.g. server/cli/router.ts')
process.stdout.write(`Compiled ${script} into ${path.relative(projectRoot, await compile(script))}\n`)
