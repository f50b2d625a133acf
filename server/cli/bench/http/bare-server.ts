// The peer: a bare node:http that reads a job, parses it and answers about as much as a decision's answer. Argument: its port.

import { createServer } from 'node:http'

const answer = {
  decisionId: '01890a5d-ac96-774b-bcce-b302099a8057',
  outcome: 'routed',
  revision: 1,
  gate: 'on',
  geoApplied: true,
  origin: { country: 'DE', zone: 'EU-W', source: 'geoip', confidence: 'high' },
  preferredZone: 'EU-W',
  preferredSource: 'origin',
  boundary: { hash: `sha256:${'0'.repeat(64)}`, tokens: ['jurisdiction:EU27'] },
  reasons: ['origin_geoip', 'zone_match_country', 'ladder_preferred'],
  servedZone: 'EU-W',
  servedCountry: 'DE',
  rung: 'preferred',
  fallback: false,
  node: { id: `0x${'0'.repeat(40)}`, endpoint: null },
  lease: { id: '01890a5d-ac96-774b-bcce-b302099a8057', expiresAt: '2026-06-01T12:00:00.000Z' },
}

const server = createServer({ keepAliveTimeout: 75_000, noDelay: true }, (req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const { model } = JSON.parse(Buffer.concat(chunks).toString() || '{}') as { model?: string }
    const body = JSON.stringify({ ...answer, model })
    res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) })
    res.end(body)
  })
})
server.listen({ host: '127.0.0.1', port: Number(process.argv[2]) })
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
