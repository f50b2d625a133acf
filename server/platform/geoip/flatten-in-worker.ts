import { Worker } from 'node:worker_threads'
import type { FlattenJob, FlattenMessage } from './flatten.worker'

/** The cache file's bytes. Rejects with what is wrong with the database files. The process stays responsive meanwhile. */
export function flattenInWorker(job: FlattenJob, onProgress: (message: string) => void): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./flatten.worker.mjs', import.meta.url), { workerData: job })
    worker.on('message', (message: FlattenMessage) => {
      if ('progress' in message) onProgress(message.progress)
      else if ('file' in message) resolve(message.file)
      else reject(new Error(message.error))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`the worker that reads it ended with code ${code}`)))
  })
}
