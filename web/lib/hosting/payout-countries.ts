/** Where the payment provider pays to, of Stripe's list of countries (https://stripe.com/global, read in 2026). It refuses what it does not serve. */
const codes =
  'AE AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GI GR HK HR HU IE IT JP LI LT LU LV MT MX MY NL NO NZ PL PT RO SE SG SI SK TH US'.split(
    ' ',
  )

/** With their names in the reader's language, by name. */
export function payoutCountries(tag: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(tag, { type: 'region' })
  return codes.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((a, b) => a.name.localeCompare(b.name, tag))
}
