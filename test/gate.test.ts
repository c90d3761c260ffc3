import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ensureSite } from '../bin/site.mjs'

const bin = (name: string) => `node_modules/.bin/${name}`

/** What the code must pass before it runs at all, in order. */
const checks: readonly (readonly [title: string, command: string, ...args: string[]])[] = [
  ['the code is formatted', bin('oxfmt'), '--check'],
  ['the linter has nothing to say', bin('oxlint')],
  ["the program's types hold", bin('tsc'), '-p', 'tsconfig.json'],
  ["the pages' types hold", bin('svelte-check'), '--tsconfig', 'web/tsconfig.json', '--output', 'human', '--fail-on-warnings'],
  ['no file, export or dependency is left unused', bin('knip')],
  ['generated files are fresh', process.execPath, 'bin/generate.ts', '--check'],
  ['the OpenAPI file passes its linter', bin('redocly'), 'lint', 'web/lib/api/openapi.json'],
]

for (const [title, command, ...args] of checks) {
  test(title, async () => {
    await succeeds(command, args)
  })
}

test('the site builds', async () => {
  await ensureSite()
})

/** Tests of rules need no database. Every other test runs in Kiritimati (UTC+14); St John's is behind UTC, by half an hour more than whole ones, and changes its clocks. */
test('rules about dates and money hold in any time zone of the process', async () => {
  const rules = globSync(['src/{kernel,listings,calendar,pricing,search,bookings}/*.test.ts', 'web/lib/{dates,hosting}/*.test.ts']).filter(
    (file) => !/test\/(databases|world)/.test(readFileSync(file, 'utf8')),
  )
  assert.ok(rules.length > 0)
  await succeeds(process.execPath, ['--test', '--test-reporter=dot', ...rules], { TZ: 'America/St_Johns' })
})

/** @throws with what the command printed, when it fails. */
async function succeeds(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...inherited, ...env, NO_COLOR: '1' } })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')}\n${Buffer.concat(chunks).toString()}`)
}
