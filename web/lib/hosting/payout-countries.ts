/** Where the payment provider pays to, of Stripe's list of countries (https://stripe.com/global, read in 2026). It refuses what it does not serve. */
export const payoutCountries =
  'AE AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GI GR HK HR HU IE IT JP LI LT LU LV MT MX MY NL NO NZ PL PT RO SE SG SI SK TH US'.split(
    ' ',
  )
