import { existsSync, readFileSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { node, step } from './processes.mjs'

export const root = new URL('../', import.meta.url)
const majorMin = 24
/** Below this not even the launcher is sure to run. */
const startMajorMin = 20
const version = '24.21.0'

/** Makes Node 24 the Node of this process's children: the machine's own if new enough, else one fetched into .runtime/ from the npm registry. */
export async function ensureNode() {
  const major = Number.parseInt(process.versions.node)
  if (major >= majorMin) return
  if (major < startMajorMin) throw new Error(`Sojourn needs Node ${startMajorMin} or newer to start; this is ${process.versions.node}.`)
  const platform = process.platform === 'win32' ? 'win' : process.platform
  node.path = await fetchedNode([`node-${platform}-${process.arch}`, 'node'])
  process.env.PATH = `${path.dirname(node.path)}${path.delimiter}${process.env.PATH ?? ''}`
}

/** @param {string[]} packages npm packages that carry Node, best first */
async function fetchedNode(packages) {
  const runtime = fileURLToPath(new URL('.runtime', root))
  const problems = []
  for (const name of packages) {
    const folder = path.join(runtime, 'node_modules', name)
    const binary = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    try {
      if (versionIn(folder) !== version) {
        const what = `Sojourn runs on Node ${majorMin} and this is ${process.versions.node}: fetching ${version} into .runtime`
        await step(what, 'npm', ['install', '--prefix', runtime, '--no-save', '--no-audit', '--no-fund', `${name}@${version}`])
        execFileSync(binary, ['--version'])
      }
      return binary
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      problems.push(error instanceof Error ? error.message : error)
    }
  }
  throw new Error(`${problems.join('\n')}\n\nPlease install Node ${majorMin} or newer (https://nodejs.org) and try again.`)
}

/** @param {string} folder */
const versionIn = (folder) => readJson(path.join(folder, 'package.json'))?.version

/** Installs the packages of package-lock.json unless node_modules already holds them. */
export async function ensurePackages() {
  const wanted = packagesOf(new URL('package-lock.json', root))
  const there = packagesOf(new URL('node_modules/.package-lock.json', root))
  const same = (/** @type {string} */ name) => there[name]?.version === wanted[name]?.version
  // The root has no name; optional packages are those of other platforms.
  if (Object.keys(wanted).every((name) => name === '' || same(name) || (wanted[name]?.optional && !there[name]))) return
  await step('Installing packages (a minute or so)', 'npm', ['ci', '--no-audit', '--no-fund'])
}

/** @param {URL} lockFile npm writes one into node_modules too, last of all */
const packagesOf = (lockFile) => readJson(lockFile)?.packages ?? {}

/**
 * @param {string | URL} file of npm's
 * @returns {{ version?: string, packages?: Record<string, { version?: string, optional?: boolean }> } | undefined} undefined when there is none
 */
function readJson(file) {
  if (!existsSync(file)) return undefined
  return /** @type {ReturnType<typeof readJson>} */ (JSON.parse(readFileSync(file, 'utf8')))
}
