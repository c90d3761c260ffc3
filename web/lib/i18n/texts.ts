import { IntlMessageFormat } from 'intl-messageformat'
import { getContext, setContext } from 'svelte'
import { formatsFor, type Formats } from '../format/formats.ts'
import type { Catalogue } from './catalogue.ts'
import type { MessageKey } from './keys.ts'
import type { Locale } from './locale.ts'

export type Values = Readonly<Record<string, string | number>>

/** A stretch of a message: text, or text inside a tag such as <rules>…</rules>. */
export type Stretch = Readonly<{ tag: string | null; text: string }>

export type Texts = Formats &
  Readonly<{
    locale: Locale
    /** The message in the reader's language. @throws when its catalogue isn't loaded or a value is missing. */
    t: (key: MessageKey, values?: Values) => string
    /** The message cut at its tags, for links and bold words inside a sentence; see Rich.svelte. */
    stretches: (key: MessageKey, values?: Values) => Stretch[]
    /** The text of a key made from data ('amenity.wifi'), or what to say when the catalogue has none. */
    tOr: (key: string, otherwise: string, values?: Values) => string
  }>

/** Formats and prepared messages are dear to make and the same for every reader of a language. */
const prepared = new Map<string, { formats: Formats; messages: WeakMap<object, IntlMessageFormat> }>()
const preparedMax = 200

function prepare({ id, tag }: Locale) {
  const key = `${id} ${tag}`
  const known = prepared.get(key)
  if (known) return known
  if (prepared.size >= preparedMax) prepared.clear()
  const fresh = { formats: formatsFor(tag), messages: new WeakMap<object, IntlMessageFormat>() }
  prepared.set(key, fresh)
  return fresh
}

/** `current` is the catalogue of the page on screen; texts of pages seen before stay known. */
export function textsFor(locale: Locale, current: () => Catalogue): Texts {
  const { formats, messages } = prepare(locale)
  let seen: Catalogue | null = null
  let last: Catalogue | null = null

  function find(key: string) {
    const catalogue = current()
    if (catalogue !== last) {
      last = catalogue
      seen = seen ? { ...seen, ...catalogue } : catalogue
    }
    const message = seen?.[key]
    if (message === undefined || typeof message === 'string') return message
    const known = messages.get(message)
    if (known) return known
    const fresh = new IntlMessageFormat(message, locale.tag)
    messages.set(message, fresh)
    return fresh
  }

  function say(message: string | IntlMessageFormat, values: Values) {
    return typeof message === 'string' ? message : String(message.format(values))
  }

  function known(key: MessageKey) {
    const message = find(key)
    if (message === undefined) throw new Error(`no text ${key}: is it in the catalogue of this route?`)
    return message
  }

  function stretches(key: MessageKey, values: Values = {}): Stretch[] {
    const message = known(key)
    if (typeof message === 'string') return [{ tag: null, text: message }]
    const filled: Record<string, unknown> = { ...values }
    for (const tag of tagsIn(message)) filled[tag] = (parts: readonly unknown[]): Stretch => ({ tag, text: parts.join('') })
    const parts: unknown = message.format(filled as Record<string, string>)
    return [parts].flat().map((part) => (typeof part === 'string' ? { tag: null, text: part } : (part as Stretch)))
  }

  return {
    locale,
    t: (key, values = {}) => say(known(key), values),
    stretches,
    tOr: (key, otherwise, values = {}) => {
      const message = find(key)
      return message === undefined ? otherwise : say(message, values)
    },
    ...formats,
  }
}

type Ast = ReturnType<IntlMessageFormat['getAst']>

function tagsIn(message: IntlMessageFormat) {
  const within = (elements: Ast): string[] =>
    elements.flatMap((element) => {
      if ('children' in element) return [element.value, ...within(element.children)]
      return 'options' in element ? Object.values(element.options).flatMap((option) => within(option.value)) : []
    })
  return new Set(within(message.getAst()))
}

const contextKey = Symbol('texts')

export const provideTexts = (made: Texts) => setContext(contextKey, made)

/** The reader's language and its formats. Call it while a component is being set up. */
export const texts = () => getContext<Texts>(contextKey)
