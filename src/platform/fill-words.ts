import compile from 'icu-minify/compile'
import format from 'icu-minify/format'

const formatters = {
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
}

/** An ICU message of the server's own (a mail's, the sandbox's) with its arguments filled in. @throws when one is missing. */
export function fillWords(message: string, language: string, values: Readonly<Record<string, string>> = {}): string {
  const strict = new Proxy(values, {
    get: (all, name) => {
      const value = all[String(name)]
      if (value === undefined) throw new Error(`no value for ${String(name)} in: ${message}`)
      return value
    },
  })
  return String(format(compile(message), language, strict, { formatters }))
}
