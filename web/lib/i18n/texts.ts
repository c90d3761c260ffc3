import format, { type FormatValues } from 'icu-minify/format'
import { getContext, setContext } from 'svelte'
import { formatsFor, type Formats } from '../format/formats.ts'
import type { Catalogue, Message } from './catalogue.ts'
import type { Given, GivenBesidesTags, MessageKey } from './keys.ts'
import type { Locale } from './locale.ts'

type Values = Readonly<Record<string, string | number>>

/** A stretch of a message: text, or text inside a tag such as <rules>…</rules>. */
export type Stretch = Readonly<{ tag: string | null; text: string }>

export type Texts = Formats &
  Readonly<{
    locale: Locale
    /** The message in the reader's language. @throws when its catalogue isn't loaded or a value is missing. */
    t: <Key extends MessageKey>(key: Key, ...values: Given<Key>) => string
    /** The message cut at its tags, for links and bold words inside a sentence; see Rich.svelte. */
    stretches: <Key extends MessageKey>(key: Key, values: GivenBesidesTags<Key>) => Stretch[]
    /** The text of a key made from data ('amenity.wifi'), or what to say when the catalogue has none. */
    tOr: <Key extends string>(key: Key, otherwise: string, ...values: Given<Extract<MessageKey, Key>>) => string
    /** Takes in the texts of a part that is brought when it is asked for. */
    learn: (more: Catalogue) => void
  }>

/** What formats are dear to make and the same for every reader of a language. */
const prepared = new Map<string, { formats: Formats; formatters: Formatters }>()
const preparedMax = 200

function prepare({ id, tag }: Locale) {
  const key = `${id} ${tag}`
  const known = prepared.get(key)
  if (known) return known
  if (prepared.size >= preparedMax) prepared.clear()
  const fresh = { formats: formatsFor(tag), formatters: newFormatters() }
  prepared.set(key, fresh)
  return fresh
}

type Formatters = Parameters<typeof format>[3]['formatters']

const newFormatters = (): Formatters => ({
  getNumberFormat: made((...args) => new Intl.NumberFormat(...args)),
  getPluralRules: made((...args) => new Intl.PluralRules(...args)),
  getDateTimeFormat: made((...args) => new Intl.DateTimeFormat(...args)),
})

function made<Args extends readonly unknown[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  const all = new Map<string, Made>()
  return (...args) => {
    const key = JSON.stringify(args)
    const one = all.get(key) ?? make(...args)
    all.set(key, one)
    return one
  }
}

/** Says so when a message wants what it is not given. */
const strict = (values: Values) => new Proxy(values, { get: (all, name) => all[String(name)] ?? missing(String(name)) })

function missing(name: string): never {
  throw new Error(`a text misses its value ${name}`)
}

/** Every name without a value is a tag's, whose text becomes a stretch. */
const cutAtTags = (values: Values) =>
  new Proxy<Record<string, unknown>>(values, {
    get: (all, name) =>
      all[String(name)] ??
      Object.assign((parts: readonly unknown[]): Stretch => ({ tag: String(name), text: parts.join('') }), {
        toString: () => missing(String(name)),
      }),
  })

/** `current` is the catalogue of the page on screen; texts of pages seen before stay known. */
export function textsFor(locale: Locale, current: () => Catalogue): Texts {
  const { formats, formatters } = prepare(locale)
  let seen: Catalogue | null = null
  let last: Catalogue | null = null

  function find(key: string) {
    const catalogue = current()
    if (catalogue !== last) {
      last = catalogue
      seen = seen ? { ...seen, ...catalogue } : catalogue
    }
    return seen?.[key]
  }

  const say = (message: Message, values: Values = {}) =>
    typeof message === 'string' ? message : String(format(message, locale.tag, strict(values), { formatters }))

  const known = (key: MessageKey) => {
    const message = find(key)
    if (message === undefined) throw new Error(`no text ${key}: is it in the catalogue of this route?`)
    return message
  }

  return {
    locale,
    t: (key, ...[values]) => say(known(key), values),
    stretches: (key, values) =>
      [format<Stretch>(known(key), locale.tag, cutAtTags(values as Values) as FormatValues<Stretch>, { formatters })]
        .flat()
        .map((part) => (typeof part === 'string' ? { tag: null, text: part } : part)),
    tOr: (key, otherwise, ...[values]) => {
      const message = find(key)
      return message === undefined ? otherwise : say(message, values)
    },
    learn: (more) => {
      seen = { ...seen, ...more }
    },
    ...formats,
  }
}

const contextKey = Symbol('texts')

export const provideTexts = (made: Texts) => setContext(contextKey, made)

/** The reader's language and its formats. Call it while a component is being set up. */
export const texts = () => getContext<Texts>(contextKey)
