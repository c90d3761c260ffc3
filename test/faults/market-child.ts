import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const program = path.join(import.meta.dirname, 'market-process.ts')

export type MarketPlace = Readonly<{
  databaseUrl: string
  folder: string
  port: number
  /** How far its clock is ahead. */ laterMs: number
}>

/** A whole market in a process of its own. */
export type MarketChild = {
  origin: string
  /** kill -9. Resolves when it is gone. */
  kill(): Promise<void>
  /** SIGSTOP and SIGCONT. */
  pause(): void
  resume(): void
  /** It kills itself, with -9, before its `calls`th use of the database from now on. Resolves when it is gone. */
  dieAt(calls: number): Promise<void>
}

/** Resolves when it answers. @throws when it ends before. */
export async function startMarket({ databaseUrl, folder, port, laterMs }: MarketPlace): Promise<MarketChild> {
  const child = spawn(process.execPath, [program, databaseUrl, folder, String(port), String(laterMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), gone.then(([code]) => assert.fail(`the market ended with ${code}`))])
  // Whoever dies no longer reads.
  child.stdin.on('error', () => undefined)
  return {
    origin: `http://127.0.0.1:${port}`,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    dieAt: async (calls) => {
      child.stdin.write(`${calls}\n`)
      await gone
    },
  }
}
