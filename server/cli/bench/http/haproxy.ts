import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatIPv4 } from '@/server/core/geo/address'
import type { GeoIp } from '@/server/core/origin/geoip'
import { freePort } from './free-port'
import { type ServerProcess, startServer } from './server-process'

/** The peer: one thread that looks the client's address up in a map of every /16 and answers the zone. */
export async function startHaproxy(folder: string, geoip: GeoIp): Promise<ServerProcess & { port: number }> {
  const port = await freePort()
  const map = path.join(folder, 'zones.map')
  const config = path.join(folder, 'haproxy.cfg')
  writeFileSync(map, zoneMap(geoip))
  writeFileSync(
    config,
    `global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout client 30s
  timeout server 30s
  timeout connect 5s
frontend bench
  bind 127.0.0.1:${port}
  http-request return status 200 content-type application/json lf-string "{\\"country\\":\\"%[req.hdr_ip(x-forwarded-for),map_ip(${map},none)]\\"}"
`,
  )
  const server = startServer('haproxy', ['-db', '-f', config])
  for (const deadline = Date.now() + 10_000; ; await sleep(50)) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-forwarded-for': '8.8.8.8' } }).catch(() => null)
    if (answer?.ok) break
    if (Date.now() > deadline) {
      await server.stop()
      throw new Error('HAProxy did not come up')
    }
  }
  return { ...server, port }
}

function zoneMap(geoip: GeoIp): string {
  const lines: string[] = []
  for (let block = 0x100; block < 0xe000; block++) {
    const value = block * 0x10000
    const country = geoip.country({ family: 4, value: value + 0x8001, via: 'direct' })
    if (country) lines.push(`${formatIPv4(value)}/16 ${country}`)
  }
  return `${lines.join('\n')}\n`
}
