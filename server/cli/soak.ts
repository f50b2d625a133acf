// `npm run soak`: millions of decisions against the oracle, then millions of inputs to the parsers that strangers reach against slow
// references, then a router under load and faults. Ends with the first counterexample and a command that shows it again.

import { readArguments, usage } from './soak/arguments'
import { addresses } from './soak/fuzz-addresses'
import { bodies } from './soak/fuzz-bodies'
import { heartbeats } from './soak/fuzz-heartbeats'
import { requests } from './soak/fuzz-requests'
import { tokens } from './soak/fuzz-tokens'
import { soakRouter } from './soak/router/soak-router'
import { soakDecisions, soakParser } from './soak/run'
import { soakConfig } from './soak/soak-config'

const args = readArguments(process.argv.slice(2), Math.floor(Math.random() * 2 ** 31))
if (args === null) {
  process.stderr.write(`${usage}\n`)
  process.exit(2)
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const isWanted = (part: string) => args.only === null || args.only === part
say(`seed ${args.seed}`)
let found = isWanted('decisions') ? await soakDecisions(args, say) : null
for (const fuzzer of [addresses, tokens(soakConfig()), bodies, requests, heartbeats])
  if (found === null && isWanted(fuzzer.name)) found = await soakParser(fuzzer, args.seed, args.inputs, say)
if (found === null && isWanted('router')) found = await soakRouter(args, say)

say(found === null ? 'nothing found' : `FOUND: ${found}`)
process.exit(found === null ? 0 : 1)
