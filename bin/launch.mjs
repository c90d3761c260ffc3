// The one door behind every `npm run …`. Plain JavaScript, because it must run on Node 20 to bring Node 24.
import { readdirSync } from 'node:fs'
import { ensureNode, ensurePackages, root } from './runtime.mjs'
import { runTogether } from './processes.mjs'
import { ensureSite, vite } from './site.mjs'

/** @type {Record<string, (args: string[]) => string[][] | Promise<string[][]>>} what each verb gets ready, and the processes it then is */
const verbs = {
  start: async (args) => {
    await ensureSite()
    return [['src/main.ts', ...args]]
  },
  dev: (args) => [
    [vite, 'build', '--watch'],
    ['--watch', '--watch-preserve-output', 'src/main.ts', ...args],
  ],
  test: (args) => [['test/run.ts', ...args]],
  'test:long': (args) => [['test/run.ts', '--long', ...args]],
  faults: (args) => [['test/faults/run.ts', ...args]],
  shots: async (args) => {
    await ensureSite()
    return [['bin/shots.ts', ...args]]
  },
  sojourn: (args) => [['bin/sojourn.ts', ...args]],
  simulate: (args) => [['test/simulation/main.ts', ...args]],
  bench: ([name = '', ...args]) => {
    const names = readdirSync(new URL('bench/', root))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -3))
    if (names.includes(name)) return [[`bench/${name}.ts`, ...args]]
    throw new Error(`There is no bench called '${name}'. There are: ${names.join(', ')}.`)
  },
}

/** @param {string} verb @param {string[]} args */
async function launch(verb, args) {
  const prepare = verbs[verb]
  if (!prepare) throw new Error(`Unknown command '${verb}'. There are: ${Object.keys(verbs).join(', ')}.`)
  await ensureNode()
  await ensurePackages()
  process.exitCode = await runTogether(await prepare(args))
}

const [verb = '', ...args] = process.argv.slice(2)
launch(verb, args).catch((/** @type {Error} */ error) => {
  process.stderr.write(`\n${error.message}\n`)
  process.exitCode = 1
})
