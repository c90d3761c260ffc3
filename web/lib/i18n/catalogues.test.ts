import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import compile from 'icu-minify/compile'
import { literalTexts } from './literal-texts.ts'
import { cataloguesOf } from './route-catalogues.ts'

const catalogues = globSync('web/messages/en/*.json').map((file) => ({
  name: path.basename(file, '.json'),
  texts: JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>,
}))
const catalogueOf = new Map(catalogues.flatMap(({ name, texts }) => Object.keys(texts).map((key): [string, string] => [key, name])))
const sources = globSync('web/**/*.{svelte,ts}').filter((file) => !/\.test\.ts$|\.d\.ts$/.test(file))
const textOf = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))

/** Keys written out in a source, and the beginnings of those that are made from data (`line.${code}`). */
function mentions(file: string) {
  const text = textOf.get(file) ?? ''
  const keys = [...text.matchAll(/['"]([a-zA-Z]+(?:\.[\w-]+)+)['"]/g)].map(([, key = '']) => key).filter((key) => catalogueOf.has(key))
  const starts = [...text.matchAll(/`([a-zA-Z]+(?:\.[\w-]+)*\.)\$\{/g)].map(([, start = '']) => start)
  return { keys, starts }
}

test('no text that a reader sees is written in a component', () => {
  const found = sources.filter((file) => file.endsWith('.svelte')).flatMap((file) => literalTexts(file, textOf.get(file) ?? ''))
  assert.deepEqual(found, [])
})

test('every text is ICU that parses, and is said once', () => {
  assert.equal(
    catalogueOf.size,
    catalogues.reduce((sum, { texts }) => sum + Object.keys(texts).length, 0),
    'a key is in two catalogues',
  )
  for (const { texts } of catalogues)
    for (const [key, text] of Object.entries(texts)) assert.doesNotThrow(() => compile(text), `${key}: ${text}`)
})

test('every text is used somewhere', () => {
  const all = sources.map(mentions)
  const used = new Set(all.flatMap(({ keys }) => keys))
  const starts = [...new Set(all.flatMap((one) => one.starts))]
  const unused = [...catalogueOf.keys()].filter((key) => !used.has(key) && !starts.some((start) => key.startsWith(start)))
  assert.deepEqual(unused, [])
})

test('a page finds its texts in the catalogues it is sent', () => {
  const missing = sources
    .filter((file) => /\/\+(page|layout|error)\.(svelte|ts)$/.test(file))
    .flatMap((page) => {
      const routeId = path.dirname(page).slice('web/routes'.length) || '/'
      // The outermost layout and error page stand around every route.
      const sent = cataloguesOf(!path.basename(page).startsWith('+page') && routeId === '/' ? null : routeId)
      return [...reachable(page, sent)].flatMap(([file, known]) =>
        mentions(file)
          .keys.filter((key) => !known.includes(catalogueOf.get(key) ?? ''))
          .map((key) => `${page} says ${key} through ${file}`),
      )
    })
  assert.deepEqual(missing, [])
})

/** A file and everything of the site's own that it imports, and they import, with the catalogues that are there by then. */
function reachable(file: string, sent: readonly string[], seen = new Map<string, readonly string[]>()) {
  const text = textOf.get(file)
  if (text === undefined || seen.get(file)?.every((name) => sent.includes(name))) return seen
  seen.set(file, sent)
  // What a file brings later may come with words of its own.
  const later = [...text.matchAll(/loadCatalogue\([^[]+\[([^\]]*)\]/g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? [])
  for (const [, how, target = ''] of text.matchAll(/(from|import\()\s*['"](\.[^'"]+)['"]/g))
    reachable(path.join(path.dirname(file), target), how === 'from' ? sent : [...sent, ...later], seen)
  return seen
}

test('the check for literal texts sees them where they hide', () => {
  const hidden: [string, string][] = [
    ['<p>Hello</p>', 'Hello'],
    ['<img alt="A house" />', 'A house'],
    ['<input placeholder="Town" />', 'Town'],
    ['<button aria-label={open ? "Close it" : t("x")}>{t("y")}</button>', 'Close it'],
    ['<p>{open ? "Yes indeed" : ""}</p>', 'Yes indeed'],
    ['<Field label="Name" />', 'Name'],
    ['<p>{`Pay ${amount} now`}</p>', 'Pay,'],
    ['<svelte:head><title>Sojourn</title></svelte:head>', 'Sojourn'],
  ]
  for (const [source, text] of hidden) assert.match(literalTexts('x.svelte', source).join(), new RegExp(text), source)
  const fine = [
    '<p>{t("x.y")} · 12</p>',
    '<a href="/search" class="btn" data-sveltekit-reload>{name}</a>',
    '<Button kind="line" size="tiny" icon={x}>{t("a")}</Button>',
    '<i style:inline-size="{a}%"></i>',
  ]
  for (const source of fine) assert.deepEqual(literalTexts('x.svelte', source), [], source)
})
