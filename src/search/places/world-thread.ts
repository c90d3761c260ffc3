/** A thread that reads the places of the world, hands them over and ends. Started by world.ts. */
import { isMainThread, parentPort } from 'node:worker_threads'
import { buildWorld } from './build-world.ts'

if (isMainThread || !parentPort) throw new Error('world-thread.ts is no program: loadWorld starts it')

const world = buildWorld()
const buffers = [...Object.values(world), ...Object.values(world.index)].flatMap((value) =>
  ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
)
parentPort.postMessage(world, buffers)
