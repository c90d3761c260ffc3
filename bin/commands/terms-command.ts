import { parseCurrency } from '../../src/kernel/money.ts'
import { write } from '../../src/platform/db.ts'
import type { TaxRule, Terms } from '../../src/pricing/market-terms.ts'
import { loadTerms, saveTerms } from '../../src/pricing/terms.ts'
import { exitCodes, misunderstood, neededOption, optionText, withMarket, type Call, type Command, type ExitCode } from './command.ts'
import { amountText, parsePercent, parseTax } from './tax-words.ts'

export const termsShowCommand: Command = {
  name: 'terms show',
  usage: '',
  summary: "show the market's fees and tax",
  options: {},
  run: async (call) => {
    const terms = await withMarket(call, ({ db }) => loadTerms(db))
    for (const line of termsLines(terms)) call.terminal.say(line)
    return exitCodes.done
  },
}

export const termsSetCommand: Command = {
  name: 'terms set',
  usage: '[--guest-fee PERCENT] [--host-fee PERCENT] [--tax RULE --tax-name NAME --tax-currency CODE]',
  summary: "set the market's fees and tax, for every stay priced from now on",
  details: `What is not named stays as it is.
  --guest-fee 4             percent of nights, cleaning and extras, on top for the guest
  --host-fee 3              percent of the same, kept from the host
  --tax none                no tax
  --tax 7%                  percent of the nights
  --tax 1.50/adult-night    for each adult and night; also /guest-night, /night and /stay
  --tax-name NAME           as the bill says it
  --tax-currency CODE       of a tax that is an amount; it applies to listings in that currency`,
  options: {
    'guest-fee': { type: 'string' },
    'host-fee': { type: 'string' },
    tax: { type: 'string' },
    'tax-name': { type: 'string' },
    'tax-currency': { type: 'string' },
  },
  run: set,
}

async function set(call: Call): Promise<ExitCode> {
  const [guestFee, hostFee, tax] = [optionText(call, 'guest-fee'), optionText(call, 'host-fee'), optionText(call, 'tax')]
  if (guestFee === undefined && hostFee === undefined && tax === undefined) throw misunderstood('Say what to set')
  const taxRule = tax === undefined ? undefined : taxOf(call, tax)
  const feeBp = (text: string | undefined, before: number) => (text === undefined ? before : parsePercent(text))
  const terms = await withMarket(call, (deps) =>
    write(deps.db, async (tx) => {
      const before = await loadTerms(tx)
      const after = {
        guestFeeBp: feeBp(guestFee, before.guestFeeBp),
        hostFeeBp: feeBp(hostFee, before.hostFeeBp),
        tax: taxRule ?? before.tax,
      }
      await saveTerms(tx, deps, after)
      return after
    }),
  )
  for (const line of termsLines(terms)) call.terminal.say(line)
  return exitCodes.done
}

function taxOf(call: Call, text: string): TaxRule {
  if (text === 'none') return { kind: 'none' }
  const name = neededOption(call, 'tax-name')
  if (text.endsWith('%')) return { kind: 'percent', name, bp: parsePercent(text), base: ['nights'] }
  const currency = parseCurrency(neededOption(call, 'tax-currency'))
  if (!currency.ok) throw misunderstood(`${currency.error.text} is no currency`)
  return { name, currency: currency.value, ...parseTax(text, currency.value) }
}

function termsLines({ guestFeeBp, hostFeeBp, tax }: Terms): string[] {
  return [`Guests pay a fee of ${guestFeeBp / 100} %.`, `Hosts pay a fee of ${hostFeeBp / 100} %.`, taxLine(tax)]
}

function taxLine(tax: TaxRule): string {
  if (tax.kind === 'none') return 'No tax.'
  if (tax.kind === 'percent') return `${tax.name}: ${tax.bp / 100} % of ${tax.base.join(', ').replaceAll('_', ' ')}.`
  const each = { per_guest_night: tax.adultsOnly ? 'adult and night' : 'guest and night', per_night: 'night', per_stay: 'stay' }[tax.kind]
  return `${tax.name}: ${amountText(tax)} for each ${each}.`
}
