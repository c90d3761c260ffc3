import type { ClientInit } from '@sveltejs/kit/hooks'

/**
 * What Intl makes first of a kind takes it milliseconds. It is made here, a turn each, so that a page coming alive, which is one
 * turn, is not held up by them: somebody may be touching it.
 */
export const init: ClientInit = async () => {
  const { lang } = document.documentElement
  for (const first of [
    () => new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR' }).format(0),
    () => new Intl.PluralRules(lang).select(1),
    () => new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short' }).formatRange(0, 1),
  ]) {
    first()
    await new Promise((rested) => setTimeout(rested))
  }
}
