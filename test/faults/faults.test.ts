import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { skipWithoutGalera } from './galera.ts'

const program = path.join(import.meta.dirname, 'run.ts')
/** `npm run faults` is the same for longer. */
const slice = ['--minutes', '0.25', '--database', 'galera', '--lanes', '12']

test(
  'a quarter of a minute of faults under guests who fight for a few nights on three Galera nodes breaks no word',
  { skip: skipWithoutGalera(), timeout: 300_000 },
  async (t) => {
    const { code, said, output } = await run(slice)
    const lines = said.trimEnd().split('\n')
    t.diagnostic(lines.filter((line) => /^(--seed|No network)/.test(line)).join('; '))
    t.diagnostic(lines.at(-1) ?? '')
    assert.equal(code, 0, output)
    const { faults, contended } = JSON.parse(lines.at(-1) ?? '{}') as { faults: number; contended: number }
    assert.ok(faults > 0 && contended > 0, output)
  },
)

function run(args: readonly string[]): Promise<{ code: number; said: string; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { timeout: 280_000 }, (error, stdout, stderr) =>
      // A market that dies in the middle of a fault has words of its own.
      resolve({ code: error ? 1 : 0, said: stdout, output: stdout + stderr }),
    )
  })
}
