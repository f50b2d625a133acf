import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const clients = 6
const batchOf = 100

export type Load = {
  /** Ends it, once what is on its way is answered or lost. */
  stop(): Promise<void>
}

/**
 * Batches of jobs from a few clients, each with a pause of up to `pauseMs` between two; ids of decisions that were answered go into
 * `answered`. A router that is gone is asked again until the load is stopped.
 */
export function startLoad(port: number, key: string, job: object, pauseMs: () => number, answered: Set<string>): Load {
  const agent = new Agent({ keepAlive: true })
  const body = JSON.stringify({ requests: Array.from({ length: batchOf }, () => job) })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  let isOver = false
  const one = async () => {
    while (!isOver) {
      try {
        for (const [, id] of (await post({ agent, port, path: '/api/v1/route/batch', headers }, body)).matchAll(/"decisionId":"([^"]+)"/g))
          answered.add(id!)
      } catch {
        await sleep(20)
      }
      const ms = pauseMs()
      if (ms > 0) await sleep(ms)
    }
  }
  const all = Promise.all(Array.from({ length: clients }, one))
  return {
    async stop() {
      isOver = true
      await all
      agent.destroy()
    },
  }
}

/** The answer's text, once there is all of it. */
function post(to: { agent: Agent; port: number; path: string; headers: Record<string, string | number> }, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ ...to, host: '127.0.0.1', method: 'POST' }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (more: string) => {
        text += more
      })
      answer.on('end', () => (answer.complete ? resolve(text) : reject(new Error('cut short'))))
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
