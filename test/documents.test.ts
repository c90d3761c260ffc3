import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { parseConfig } from '../src/config.ts'

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')]

/** The part of `text` under the heading, up to the next one of its level. */
function section(text: string, heading: string): string {
  const start = text.indexOf(`\n## ${heading}`)
  const end = text.indexOf('\n## ', start + 1)
  return start === -1 ? '' : text.slice(start, end === -1 ? undefined : end)
}

/** What stands in backticks and looks like a file or a folder of ours. */
const pathsIn = (text: string) =>
  [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, quoted = '']) => quoted)
    .filter((quoted) => /^[\w.-]+\/|\.(ts|mjs|md|json|svelte|css)$/.test(quoted))

/** A bare name stands for a file that many modules have. */
const isThere = (name: string) => existsSync(name) || globSync(name.includes('/') ? name : `{src,web,test}/**/${name}`).length > 0

test('every place that "Where do I change…?" sends a reader to exists', () => {
  const places = pathsIn(section(readFileSync('ARCHITECTURE.md', 'utf8'), 'Where do I change'))
  assert.ok(places.length >= 10, 'it names places')
  assert.deepEqual(
    places.filter((place) => !isThere(place)),
    [],
  )
})

test('a market starts with the settings that the README gives for running it for others', () => {
  const text = section(readFileSync('README.md', 'utf8'), 'Run it for others')
  const given = [...text.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']): [string, string] => [name, value])
  const filled = given.map(([name, value]) => [name, value.replace('…', 'x'.repeat(40))])
  const config = parseConfig(Object.fromEntries(filled))
  assert.deepEqual(config.ok ? [] : config.error, [])
  assert.ok(config.ok && config.value.reach === 'public')
})

for (const document of documents) {
  test(`${document} links only to what exists`, () => {
    const text = readFileSync(document, 'utf8')
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)].map(([, link, image]) => link ?? image ?? '')
    const files = links.filter((link) => !/^(https?:|mailto:|#)/.test(link)).map((link) => link.split('#')[0] ?? '')
    assert.deepEqual(
      files.filter((file) => !existsSync(path.join(path.dirname(document), file))),
      [],
    )
  })

  test(`${document} names only npm commands that exist`, () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const named = [...readFileSync(document, 'utf8').matchAll(/`npm (?:run )?([\w:-]+)/g)].map(([, name = '']) => name)
    assert.deepEqual(
      named.filter((name) => !(name in scripts) && !/^(ci|install|i)$/.test(name)),
      [],
    )
  })
}
