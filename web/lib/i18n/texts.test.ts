import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import compile from 'icu-minify/compile'
import type { Catalogue, Message } from './catalogue.ts'
import { chooseLocale, findLocale } from './locale.ts'
import { pseudoCatalogue } from './pseudo.ts'
import { textsFor } from './texts.ts'

const compiled = (texts: Record<string, string>): Catalogue =>
  Object.fromEntries(Object.entries(texts).map(([key, text]): [string, Message] => [key, compile(text)]))

const english = findLocale('en', false)
assert.ok(english)

/** Says keys of this test's own catalogue, which the site's types do not know. */
const sayingFor = (texts: Record<string, string>) => saying(() => compiled(texts))
const saying = (current: () => Catalogue) =>
  textsFor(english, current).t as unknown as (key: string, values?: Record<string, string | number>) => string

test('a text counts as its language does', () => {
  const say = sayingFor({ 'x.nights': '{nights, plural, one {# night} other {# nights}}' })
  assert.equal(say('x.nights', { nights: 1 }), '1 night')
  assert.equal(say('x.nights', { nights: 1200 }), '1,200 nights')
})

test('a missing value or text is a bug and says so', () => {
  const say = sayingFor({ 'x.hello': 'Hello {name}' })
  assert.throws(() => say('x.hello'), /name/)
  assert.throws(() => say('x.gone'), /x\.gone/)
})

test('a text that is not given what it needs does not compile, and throws', () => {
  const all = globSync('web/messages/en/*.json').map((file) => compiled(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>))
  const { t, tOr, stretches } = textsFor(english, () => Object.assign({}, ...all) as Catalogue)
  const unknown: string = 'pets'
  const wrong = (key: 'nav.stays' | 'today.nightsFree') => [
    // @ts-expect-error It needs a name and an address.
    () => t('account.who'),
    // @ts-expect-error It needs an address too.
    () => t('account.who', { name: 'Ana' }),
    // @ts-expect-error Another of its branches says the operator's name.
    () => t('about.letting.4.text', { phone: 'none' }),
    // @ts-expect-error One of the two needs a count.
    () => t(key),
    // @ts-expect-error There are lines for pets, which are counted.
    () => tOr(`line.${unknown}`, 'Pets', { name: 'Pets' }),
    // @ts-expect-error Only Rich draws its link.
    () => t('listings.sub', { kind: 'Flat', town: 'Portmerrow' }),
    // @ts-expect-error It needs a town besides its link.
    () => stretches('listings.sub', { kind: 'Flat' }).map(String),
  ]
  for (const say of wrong('today.nightsFree')) assert.throws(say, /misses its value/, String(say))
})

test('a sentence is cut at its tags, in the order its language wants', () => {
  const said = textsFor(english, () => compiled({ 'x.agree': 'I’ve read <rules>{host}’s rules</rules> and <b>the dates</b>.' }))
  assert.deepEqual(said.stretches('x.agree' as 'trip.when.refund', { host: 'Maren' } as never), [
    { tag: null, text: 'I’ve read ' },
    { tag: 'rules', text: 'Maren’s rules' },
    { tag: null, text: ' and ' },
    { tag: 'b', text: 'the dates' },
    { tag: null, text: '.' },
  ])
})

test('texts of the page before stay known while the next one comes in', () => {
  let catalogue = compiled({ 'x.old': 'Old' })
  const say = saying(() => catalogue)
  assert.equal(say('x.old'), 'Old')
  catalogue = compiled({ 'x.new': 'New' })
  assert.equal(say('x.new'), 'New')
  assert.equal(say('x.old'), 'Old')
})

test('the pseudo-locale accents and lengthens every text and leaves what is filled in alone', () => {
  for (const file of globSync('web/messages/en/*.json')) {
    const texts = compiled(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
    for (const [key, message] of Object.entries(pseudoCatalogue(texts))) {
      const nodes = [message].flat()
      const literals = nodes.filter((node) => typeof node === 'string')
      assert.ok(literals.at(0)?.startsWith('[') && literals.at(-1)?.endsWith(']'), key)
      for (const text of literals) assert.doesNotMatch(text, /[a-z]{3}/, key)
    }
  }
  const pseudo = pseudoCatalogue(compiled({ 'x.hello': 'Hello {name}, {n, plural, one {# night} other {# nights}}' }))
  const say = saying(() => pseudo)
  assert.equal(say('x.hello', { name: 'Ana', n: 3 }), '[Ĥéļļö ~~Ana, 3 ñîĝĥţš~~~]')
})

test('a reader gets the language they saved, else one their browser asks for, with their own region’s dates', () => {
  assert.deepEqual(chooseLocale(undefined, 'de-DE,de;q=0.9,en-AU;q=0.8', false), { ...english, tag: 'en-AU' })
  assert.equal(chooseLocale(undefined, null, false).tag, 'en-GB')
  assert.equal(chooseLocale('en', 'fr', false).tag, 'en-GB')
  assert.equal(chooseLocale(undefined, 'en;q=0.5,en-US', false).tag, 'en-US')
})

test('nobody but a tester gets a pseudo-locale', () => {
  assert.equal(chooseLocale('en-XA', null, false).id, 'en')
  assert.equal(chooseLocale('en-XA', 'en-US', true).id, 'en-XA')
  assert.equal(chooseLocale('ar-XB', null, true).dir, 'rtl')
})

test('a hostile Accept-Language breaks nothing', () => {
  for (const header of ['*', ';;;', 'en-<script>', 'x'.repeat(10_000), 'en;q=NaN', ','.repeat(5000), 'i-klingon,en-GB-oxendict'])
    assert.equal(chooseLocale(undefined, header, false).id, 'en', header.slice(0, 20))
})
