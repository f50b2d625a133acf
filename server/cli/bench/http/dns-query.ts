// A question for the address of `zone.bench`, on behalf of a client whose /24 it states (RFC 7871).

const name = Buffer.from('\x04zone\x05bench\x00', 'latin1')
const typeA = [0, 1, 0, 1]
/** OPT with one option: client subnet, IPv4, 24 bits of it. */
const subnet = [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 11, 0, 8, 0, 7, 0, 1, 24, 0]
const header = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]

/** The first two bytes are its number, and whoever sends it may write them. */
export function dnsQuery(address: string): Buffer {
  return Buffer.concat([
    Buffer.from(header),
    name,
    Buffer.from(typeA),
    Buffer.from([...subnet, ...address.split('.').slice(0, 3).map(Number)]),
  ])
}
