import { parentPort, workerData } from 'node:worker_threads'
import { encodeTables } from './cache-file'
import { flatten } from './flatten'

export type FlattenJob = { paths: readonly string[]; withPoints: boolean; key: string }
export type FlattenMessage = { progress: string } | { file: Uint8Array<ArrayBuffer> } | { error: string }

const { paths, withPoints, key } = workerData as FlattenJob
const send = (message: FlattenMessage, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer)
try {
  const tables = flatten(paths, withPoints, (progress) => send({ progress }))
  const file = encodeTables(tables, key)
  send({ file }, [file.buffer])
} catch (error) {
  send({ error: error instanceof Error ? error.message : String(error) })
}
