import { spawn } from 'node:child_process'
import { availableParallelism, constants, totalmem } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The Node that everything runs on; `ensureNode` puts the right one first. */
export const node = { path: process.execPath }

const mebibyte = 2 ** 20

/**
 * What our programs are run with. A page is some megabytes that nobody needs a moment later; taken for old they make the collector
 * go over everything, ten milliseconds each time.
 */
export const nodeFlags = [
  // The young: what a few pages at once need, so that little of it is moved to the old.
  '--max-semi-space-size=32',
  // The old may grow to this before they are gone over; where memory is short, to less.
  `--initial-heap-size=${Math.min(400, Math.floor(totalmem() / mebibyte / 8))}`,
  // The collector's helpers: as many as there are processors would take them from the threads that answer.
  `--v8-pool-size=${Math.max(1, availableParallelism() - 1)}`,
]

/**
 * For our own processes: built-in SQLite and type stripping work, so their warnings are noise; what was compiled at one start
 * is there at the next.
 * @returns {NodeJS.ProcessEnv}
 */
const childEnv = () => ({
  NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compiled'),
  ...process.env,
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim(),
})

/**
 * Runs Node programs side by side, passes signals on to them, and ends them all when the first one ends.
 * @param {string[][]} programs arguments of each
 * @returns {Promise<number>} the exit code of the first to end; 128 + n when signal n ended it, as shells say it
 */
export async function runTogether(programs) {
  const children = programs.map((args) => spawn(node.path, [...nodeFlags, ...args], { cwd: root, stdio: 'inherit', env: childEnv() }))
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => children.forEach((child) => child.kill(signal))
  // Ctrl-C reaches the children by itself: the terminal sends it to the whole foreground group.
  process.on('SIGINT', () => process.stdin.isTTY || process.stdout.isTTY || pass('SIGINT'))
  process.on('SIGTERM', () => pass('SIGTERM'))
  process.on('SIGHUP', () => pass('SIGHUP'))
  const ends = children.map(exitCode)
  const code = await Promise.race(ends)
  pass('SIGTERM')
  await Promise.all(ends)
  return code
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
const exitCode = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']))
  })

/**
 * Runs one preparing step quietly, saying what it is and how long it took; what it printed is shown only when it fails.
 * @param {string} what for example 'Building the site'
 * @param {string} command
 * @param {string[]} args
 */
export async function step(what, command, args) {
  const began = performance.now()
  process.stderr.write(`${what} … `)
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: childEnv(), shell: process.platform === 'win32' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text))
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  process.stderr.write(code === 0 ? `${((performance.now() - began) / 1000).toFixed(1)} s\n` : 'failed\n')
  if (code !== 0) throw new Error(`${output.trim()}\n\n${what} failed: the lines above say why.`)
}
