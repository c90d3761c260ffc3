import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ensureSite } from '../bin/site.mjs'
import { cataloguesOf } from '../web/lib/i18n/route-catalogues.ts'

const kB = 1024
/**
 * Everything a page loads before it is asked for more: the map and the search panel come when they are used. 34 kB of the
 * scripts is Svelte and its router. Search and a listing have what they were promised to weigh, with their date pickers; of
 * the editor's steps all come at once. The rest is what pages weigh, so that none grows unseen.
 */
const scriptsMax: Readonly<Record<string, number>> = {
  '/search': 60 * kB,
  '/listings/[id]': 85 * kB,
  '/host/listings/[id]/[step]': 89 * kB,
  '/host/listings/new': 76 * kB,
  // The whole search on one page: place, days, company and every filter.
  '/search/filters': 76 * kB,
  // Every component is on it, for whoever works on them.
  '/states': 76 * kB,
}
const scriptsMaxElsewhere = 75 * kB
const stylesMax = 14 * kB

/** Each is a request of its own, and what is packed in small pieces is packed worse; see `together` in vite.config.ts. */
const filesMax: Readonly<Record<string, number>> = {
  '/search': 12,
  // The desk's navigation and the words of a policy are the operator's too, and so files of their own.
  '/host/listings/[id]/[step]': 32,
}
const filesMaxElsewhere = 30

type Chunk = { file: string; imports?: string[]; css?: string[] }

const output = new URL('../.svelte-kit/output/client/', import.meta.url)
const nodes = new URL('../.svelte-kit/generated/build/client-optimized/nodes/', import.meta.url)
let manifest: Record<string, Chunk> = {}

before(async () => {
  await ensureSite()
  manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', output), 'utf8')) as typeof manifest
})

/** The manifest's name of each page and layout, by its file in web/routes. */
const nodeOf = () =>
  new Map(
    readdirSync(nodes).flatMap((name) => {
      const [, file] = /web\/routes\/(.*\.svelte)"/.exec(readFileSync(new URL(name, nodes), 'utf8')) ?? []
      return file ? [[file, `.svelte-kit/generated/build/client-optimized/nodes/${name}`] as const] : []
    }),
  )

function gather(key: string, chunks: Set<string>): void {
  if (chunks.has(key)) return
  chunks.add(key)
  const chunk = manifest[key] ?? assert.fail(`${key} is not in the manifest`)
  for (const imported of chunk.imports ?? []) gather(imported, chunks)
}

/** A page's own layouts: those of the folders it is in. */
const layoutsOf = (page: string, all: Iterable<string>) => {
  const folder = page.slice(0, page.lastIndexOf('+'))
  return [...all].filter((file) => file.endsWith('+layout.svelte') && folder.startsWith(file.slice(0, file.lastIndexOf('+'))))
}

const weigh = (files: Iterable<string>) =>
  [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, output))).length, 0)

test('the styles and scripts of every page keep to their budgets', () => {
  const byFile = nodeOf()
  const pages = [...byFile.keys()].filter((file) => file.endsWith('+page.svelte'))
  assert.ok(pages.length > 15)
  const entries = Object.keys(manifest).filter((key) => /client\/(client-)?entry\.js$/.test(key))
  assert.ok(entries.length > 0)
  const heavy: string[] = []
  for (const page of pages) {
    const route = `/${page.replace(/\/?\+page\.svelte$/, '')}`
    const chunks = new Set<string>()
    const catalogues = cataloguesOf(route).flatMap((name) =>
      manifest[`web/messages/en/${name}.json`] ? [`web/messages/en/${name}.json`] : [],
    )
    for (const file of [page, ...layoutsOf(page, byFile.keys())]) gather(byFile.get(file) ?? assert.fail(file), chunks)
    for (const key of [...entries, ...catalogues]) gather(key, chunks)
    const files = new Set([...chunks].map((key) => manifest[key]?.file ?? ''))
    const scripts = weigh(files)
    const styles = weigh([...chunks].flatMap((key) => manifest[key]?.css ?? []))
    const address = route.replaceAll(/\/\([^)]*\)/g, '')
    const max = {
      scripts: scriptsMax[address] ?? scriptsMaxElsewhere,
      files: filesMax[address] ?? filesMaxElsewhere,
      styles: stylesMax,
    }
    if (process.env['SHOW_WEIGHT'])
      process.stdout.write(
        `${route}: ${(scripts / kB).toFixed(1)} kB scripts in ${files.size} files, ${(styles / kB).toFixed(1)} kB styles\n`,
      )
    if (scripts > max.scripts) heavy.push(`${route}: ${scripts} bytes of scripts, ${max.scripts} at most`)
    if (files.size > max.files) heavy.push(`${route}: ${files.size} files of scripts, ${max.files} at most`)
    if (styles > max.styles) heavy.push(`${route}: ${styles} bytes of styles, ${max.styles} at most`)
  }
  assert.deepEqual(heavy, [])
})
