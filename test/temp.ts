import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const memory = '/dev/shm'
const spaceMin = 2 ** 30

/** In memory if the system offers enough of it (/dev/shm is RAM on Linux, little in some containers): what tests measure is not the disk. */
const root = existsSync(memory) && freeBytes(memory) > spaceMin ? memory : tmpdir()

const made: string[] = []

/** A new folder, removed when this process exits. Those of processes that were killed are removed by the next one to ask. */
export function tempFolder(name: string): string {
  const prefix = `sojourn-${name}-`
  for (const folder of readdirSync(root).filter((entry) => entry.startsWith(prefix))) {
    if (!isAlive(Number.parseInt(folder.slice(prefix.length)))) remove(path.join(root, folder))
  }
  const folder = mkdtempSync(path.join(root, `${prefix}${process.pid}-`))
  if (made.push(folder) === 1) process.once('exit', () => made.forEach(remove))
  return folder
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
