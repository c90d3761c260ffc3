import compile from 'icu-minify/compile'
import format from 'icu-minify/format'

const formatters = {
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
}

/** The names of what a message is given: every word between a `{` and the next `}` or `,`. Any, when types do not know the message. */
export type ArgumentsOf<Message extends string> = string extends Message ? string : WordsIn<Message>
type WordsIn<Text> = Text extends `${string}{${infer Rest}` ? FirstWord<Rest> | WordsIn<Rest> : never
type FirstWord<Text> = Text extends `${infer Name}}${string}` ? WordAlone<Name extends `${infer Word},${string}` ? Word : Name> : never
type WordAlone<Text> = Text extends `${string} ${string}` | `${string}{${string}` ? never : Text

/** What a message, or any of several, must be given. */
export type ValuesFor<Message extends string> = { readonly [Name in ArgumentsOf<Message>]: string }

/** An ICU message of the server's own (a mail's, the sandbox's) with its arguments filled in. @throws when one is missing. */
export function fillWords<Message extends string>(message: Message, language: string, values: ValuesFor<Message>): string {
  const strict = new Proxy<Readonly<Record<string, string>>>(values, {
    get: (all, name) => {
      const value = all[String(name)]
      if (value === undefined) throw new Error(`no value for ${String(name)} in: ${message}`)
      return value
    },
  })
  return String(format(compile(message), language, strict, { formatters }))
}
