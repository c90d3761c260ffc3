/** ISO 4217 minor-unit exponents, where they aren't two. Intl follows CLDR instead, which writes IQD without decimals. */
const exponents = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code): [string, number] => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3]),
])

export const decimalsOf = (currency: string) => exponents.get(currency) ?? 2
