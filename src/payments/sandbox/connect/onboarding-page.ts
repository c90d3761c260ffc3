import { html, type Html } from '../html.ts'
import { sheetPage } from '../sheet-page.ts'
import { onboardingPath } from './accounts.ts'
import type { AccountRecord, LinkRecord } from './records.ts'
import { testBanks } from './test-banks.ts'

export type OnboardingField = 'givenName' | 'surname' | 'born' | 'address' | 'bank' | 'terms' | 'document'
export type OnboardingTyped = Readonly<Partial<Record<OnboardingField, string>>>
export type OnboardingProblems = Readonly<Partial<Record<OnboardingField, string>>>

const words: Readonly<Record<OnboardingField, Readonly<{ label: string; missing: string }>>> = {
  givenName: { label: 'First name', missing: 'Write a first name: any will do.' },
  surname: { label: 'Last name', missing: 'Write a last name: any will do.' },
  born: { label: 'Date of birth', missing: 'Give a date: any will do.' },
  address: { label: 'Home address', missing: 'Write an address: any will do.' },
  bank: { label: 'Bank account number', missing: 'Only the numbers listed below are taken here.' },
  terms: { label: 'I agree that this is a sandbox', missing: 'Nothing goes on without it.' },
  document: { label: 'Show a made-up identity card', missing: 'The sandbox wants to see it: a made-up one will do.' },
}

const bankWords: Readonly<Record<string, string>> = {
  pays: 'Takes every payout',
  checking: 'Takes payouts, once the sandbox has looked into it for a while',
  asks_later: 'Takes payouts; after the first transfer the sandbox asks for an identity card',
  fails: 'Sends every payout back: closed',
}

export const missingWord = (field: OnboardingField) => words[field].missing

type View = Readonly<{ link: LinkRecord; account: AccountRecord; typed: OnboardingTyped; problems: OnboardingProblems }>

/** What a host is asked the first time, or only what is asked of them later. */
export function fieldsFor({ bankKey }: AccountRecord): readonly OnboardingField[] {
  return bankKey === null ? ['givenName', 'surname', 'born', 'address', 'bank', 'terms'] : ['document']
}

/** Where a host tells the provider what it wants to know. Plain forms, no script. */
export function onboardingPage({ link, account, typed, problems }: View): Html {
  const fields = fieldsFor(account)
  const wrong = fields.find((name) => problems[name] !== undefined)
  const isFirst = account.bankKey === null
  const content = html`<div class="row">
      <h1>${isFirst ? 'Get paid' : 'One more thing'}</h1>
    </div>
    <p class="soft">${isFirst ? 'So that what guests pay can go to your bank.' : 'Nothing is sent to you until this is done.'}</p>
    <p class="note"><span>This is a payment sandbox: no money moves, and nothing typed here is kept. Make everything up.</span></p>
    <form method="post" action="${onboardingPath}/${link.id}" class="stack" novalidate>
      ${fields.map((name) => fieldHtml(name, typed[name] ?? '', problems[name] ?? null, name === wrong))}
      <button>${isFirst ? 'Send' : 'Send it'}</button>
    </form>`
  return page(isFirst ? 'Get paid · Payment sandbox' : 'One more thing · Payment sandbox', content, isFirst ? bankTable() : null)
}

export const unknownLinkPage = (): Html =>
  page(
    'No such page · Payment sandbox',
    html`<h1>There is nothing to tell here</h1>
      <p>The address is wrong or incomplete.</p>`,
    null,
  )

function fieldHtml(name: OnboardingField, value: string, error: string | null, isFocused: boolean): Html {
  const about = error === null ? null : html` aria-describedby="${name}-about"`
  const wrong = error === null ? null : html` aria-invalid="true"`
  const focus = isFocused ? html` autofocus` : null
  const message = error === null ? null : html`<p class="error" id="${name}-about"><span>${error}</span></p>`
  if (name === 'terms' || name === 'document') {
    return html`<div class="field">
      <label class="tick"
        ><input type="checkbox" name="${name}" value="yes" required${about}${wrong}${focus} /> <span>${words[name].label}</span></label
      >
      ${message}
    </div>`
  }
  return html`<div class="field">
    <label for="${name}">${words[name].label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${name === 'born' ? 'date' : 'text'}"
      value="${value}"
      autocomplete="off"
      required${about}${wrong}${focus}
    />
    ${message}
  </div>`
}

const bankTable = () =>
  html`<section class="cards" aria-labelledby="banks-heading">
    <h2 id="banks-heading">Banks to try</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">What happens</th>
        </tr>
      </thead>
      <tbody>
        ${testBanks.map(
          ({ key, number }) =>
            html`<tr>
              <td>${number}</td>
              <td>${bankWords[key] ?? key}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`

const page = (title: string, content: Html, beside: Html | null) => sheetPage({ language: 'en', title, content, beside })
