import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatIPv4 } from '@/server/core/geo/address'
import type { GeoIp } from '@/server/core/origin/geoip'
import { askOnce } from './dns-client'
import { dnsQuery } from './dns-query'
import { freePort } from './free-port'
import { type ServerProcess, startServer } from './server-process'

/** A geo-aware name server: one thread that answers with the zone of the client's network, which the query states, by a map of every /16. */
export async function startGdnsd(
  folder: string,
  geoip: GeoIp,
  zoneByCountry: ReadonlyMap<string, string>,
): Promise<ServerProcess & { port: number }> {
  const port = await freePort()
  const dir = path.join(folder, 'gdnsd')
  for (const part of ['zones', 'run', 'state']) mkdirSync(path.join(dir, part), { recursive: true })
  const { nets, zones } = networks(geoip, zoneByCountry)
  const addresses = zones.map((zone, i) => `${zone} => 192.0.2.${i + 1}`)
  writeFileSync(
    path.join(dir, 'config'),
    `options => { listen => [ 127.0.0.1:${port} ], run_dir => ${dir}/run, state_dir => ${dir}/state, udp_threads => 1, tcp_threads => 1 }
plugins => { geoip => {
  maps => { world => { datacenters => [ ${zones.join(', ')} ], nets => { ${nets.join('\n')} } } }
  resources => { near => { map => world, service_types => up, dcmap => { ${addresses.join(', ')} } } }
} }
`,
  )
  writeFileSync(
    path.join(dir, 'zones', 'bench'),
    '@ 900 SOA ns1 hostmaster 1 7200 1800 259200 900\n@ 900 NS ns1\nns1 900 A 192.0.2.253\nzone 60 DYNA geoip!near\n',
  )
  const server = startServer('gdnsd', ['-c', dir, 'start'])
  for (const deadline = Date.now() + 10_000; ; await sleep(50)) {
    if (await askOnce(port, dnsQuery('8.8.8.8'), 200)) return { ...server, port }
    if (Date.now() > deadline || server.hasEnded()) {
      await server.stop()
      throw new Error('gdnsd did not come up')
    }
  }
}

function networks(geoip: GeoIp, zoneByCountry: ReadonlyMap<string, string>): { nets: string[]; zones: string[] } {
  const nets: string[] = []
  const zones = new Set<string>()
  for (let block = 0x100; block < 0xe000; block++) {
    const value = block * 0x10000
    const country = geoip.country({ family: 4, value: value + 0x8001, via: 'direct' })
    const zone = country === null ? undefined : zoneByCountry.get(country)
    if (zone === undefined) continue
    zones.add(zone)
    nets.push(`${formatIPv4(value)}/16 => [ ${zone} ]`)
  }
  return { nets, zones: [...zones] }
}
