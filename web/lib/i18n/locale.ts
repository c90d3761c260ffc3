/** A language the site is written in. `tag` is what Intl formats dates, numbers and money by. */
export type Locale = Readonly<{ id: LocaleId; tag: string; dir: 'ltr' | 'rtl'; name: string }>

/** Pseudo-locales are made from English by a machine, to show text that is not translatable or does not fit. */
export type LocaleId = 'en' | 'en-XA' | 'ar-XB'

const languages: readonly Locale[] = [{ id: 'en', tag: 'en-GB', dir: 'ltr', name: 'English' }]
const pseudo: readonly Locale[] = [
  { id: 'en-XA', tag: 'en-GB', dir: 'ltr', name: 'Pseudo' },
  { id: 'ar-XB', tag: 'ar-EG', dir: 'rtl', name: 'Pseudo, right to left' },
]

const fallback = languages[0]!

/** The locale with this id, if readers may choose it. `testing` admits the pseudo-locales. */
export const findLocale = (id: string | null | undefined, testing: boolean) =>
  [...languages, ...(testing ? pseudo : [])].find((locale) => locale.id === id)

/** What to send for a saved choice and an Accept-Language header; a regional tag (en-AU) keeps its dates and numbers. */
export function chooseLocale(saved: string | undefined, acceptLanguage: string | null, testing: boolean): Locale {
  const chosen = findLocale(saved, testing)
  const wanted = acceptedTags(acceptLanguage)
  if (chosen && pseudo.includes(chosen)) return chosen
  const language = chosen ?? languages.find((locale) => wanted.some((tag) => languageOf(tag) === locale.id)) ?? fallback
  const regional = wanted.find((tag) => languageOf(tag) === language.id && tag.includes('-'))
  return regional ? { ...language, tag: regional } : language
}

const languageOf = (tag: string) => tag.split('-')[0]!.toLowerCase()

const acceptedMax = 20

/** The well-formed tags of an Accept-Language header, most wanted first. */
function acceptedTags(header: string | null) {
  return (header ?? '')
    .split(',', acceptedMax)
    .map((part) => {
      const [tag = '', weight] = part.trim().split(/;\s*q=/)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => weight > 0 && /^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?$/i.test(tag))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => Intl.getCanonicalLocales(tag)[0]!)
}
