import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { node, step } from './processes.mjs'
import { root } from './runtime.mjs'

export const vite = 'node_modules/vite/bin/vite.js'
const sources = ['web', 'vite.config.ts', 'package-lock.json']
const build = new URL('build/', root)
/** Beside the packages, since SvelteKit writes there too what the pages' types come from: when they go, so does the stamp. */
const stamp = new URL('node_modules/.site', root)

/** Builds the site into build/ unless what it is made of has not changed since the last build. */
export async function ensureSite() {
  const state = stateOfSources()
  if (existsSync(build) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  await step('Building the site', node.path, [vite, 'build'])
  writeFileSync(stamp, state)
}

/** Names, sizes and times of the site's files: reading them all would cost more than it tells. */
function stateOfSources() {
  const hash = createHash('sha256')
  const files = sources.flatMap((source) => filesUnder(fileURLToPath(new URL(source, root))))
  for (const { file, size, mtimeMs } of files) hash.update(`${file} ${size} ${mtimeMs}\n`)
  return hash.digest('hex')
}

/** @param {string} place @returns {{ file: string, size: number, mtimeMs: number }[]} */
function filesUnder(place) {
  const { size, mtimeMs } = statSync(place)
  if (!statSync(place).isDirectory()) return [{ file: place, size, mtimeMs }]
  return readdirSync(place)
    .toSorted()
    .flatMap((name) => (name.startsWith('.') || name === 'node_modules' ? [] : filesUnder(path.join(place, name))))
}
