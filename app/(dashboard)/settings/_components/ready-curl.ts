type Call = { base: string; secret: string; scopes: readonly string[]; subcloud: string | null; model: string }

const somewhere = '193.51.24.1'

/** A first call that shows the key at work, by its strongest scope. */
export function readyCurl({ base, secret, scopes, subcloud, model }: Call): string {
  const mayState = scopes.includes('gateway') || scopes.includes('admin')
  if (mayState || scopes.includes('route')) {
    const client = mayState ? { client: { ip: somewhere } } : {}
    return post(`${base}/api/v1/route`, secret, { model, ...(subcloud ? { subcloud } : {}), ...client, explain: 'summary' })
  }
  if (scopes.includes('endpoint')) {
    const body = { id: 'fra-1', role: 'cloud', region: 'eu-central', point: { lng: 8.68, lat: 50.11 } }
    return post(`${base}/api/v1/endpoints/heartbeat`, secret, body)
  }
  return `curl -s ${base}/api/v1/${scopes.includes('owner') ? 'decisions' : 'zones'} \\\n  ${authorization(secret)}`
}

function post(url: string, secret: string, body: unknown): string {
  return `curl -s ${url} \\\n  ${authorization(secret)} \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`
}

function authorization(secret: string): string {
  return `-H 'Authorization: Bearer ${secret}'`
}
