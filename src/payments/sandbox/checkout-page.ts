import { decimals } from '../../kernel/money.ts'
import { fromProviderAmount } from '../stripe-amount.ts'
import { forShowingAgain, type CardField, type CardProblems, type CardTyped } from './card-form.ts'
import { listedCards, testCard } from './cards.ts'
import { declineWord, isPlainWord, type Say, type Voice } from './checkout-words.ts'
import { html, type Html } from './html.ts'
import type { Decline, SessionRecord } from './records.ts'
import { checkoutPath } from './session-object.ts'
import { sheetPage } from './sheet-page.ts'

type PayView = Readonly<{ session: SessionRecord; typed: CardTyped; problems: CardProblems; decline: Decline | null }>

/** Where a test card is typed. After a mistake or a decline it says so at the field, and leads there. */
export function payPage(voice: Voice, { session, typed, problems, decline }: PayView): Html {
  const { say } = voice
  const amount = amountText(voice, session)
  const shown = forShowingAgain(typed, problems)
  const errors = errorTexts(say, problems, decline)
  const wrong = cardFields.find((name) => name in errors)
  const field = (name: CardField, hint: string | null = null) =>
    fieldHtml({ name, label: say(name), value: shown[name], error: errors[name] ?? null, hint, isFocused: name === wrong })
  const content = html`<div class="row">
      <h1>${say('heading', { amount })}</h1>
      ${session.cancelUrl === null ? null : html`<a class="icon" href="${session.cancelUrl}" aria-label="${say('close')}">${cross}</a>`}
    </div>
    <p class="soft">${say('to', { name: session.name })}</p>
    ${session.notice ? html`<p class="note">${clock}<span>${session.notice}</span></p>` : null}
    <form method="post" action="${checkoutPath}/${session.id}" class="stack" novalidate>
      ${field('number')}
      <div class="two">${field('expiry', say('expiryHint'))}${field('code')}</div>
      ${field('name')}
      <button>${say(wrong ? 'payAgain' : 'pay', { amount })}</button>
      <p class="small row start">${shield}<span>${say('privacy')}</span></p>
    </form> `
  return page(voice, say('pageTitle', { amount }), content, cardTable(say))
}

const cardFields: readonly CardField[] = ['number', 'expiry', 'code', 'name']

function errorTexts(say: Say, problems: CardProblems, decline: Decline | null): Partial<Record<CardField, string>> {
  const mistyped = cardFields.flatMap((name) => {
    const word = problems[name]
    return word === undefined ? [] : [[name, say(word)] as const]
  })
  if (!decline) return Object.fromEntries(mistyped)
  return { [decline.code === 'incorrect_cvc' ? 'code' : 'number']: say(declineWord(decline.declineCode ?? decline.code)) }
}

/** Where the bank behind a test card asks its holder. */
export function authenticationPage(voice: Voice, { session, last4 }: { session: SessionRecord; last4: string }): Html {
  const { say } = voice
  const amount = amountText(voice, session)
  const content = html`<h1>${say('bankHeading')}</h1>
    <p>${say('bankText', { amount, last4, name: session.name })}</p>
    ${sandboxNote(say('bankSandbox'))}
    <form method="post" action="${checkoutPath}/${session.id}/authentication" class="stack">
      <button name="answer" value="yes">${say('bankYes')}</button>
      <button name="answer" value="no" class="line">${say('bankNo')}</button>
    </form>`
  return page(voice, say('bankTitle'), content)
}

export function expiredPage(voice: Voice, { cancelUrl, successUrl }: SessionRecord): Html {
  const { say } = voice
  const content = html`<h1>${say('expiredHeading')}</h1>
    <p>${say('expiredText')}</p>
    <a class="button" href="${cancelUrl ?? successUrl}">${say('back')}</a>`
  return page(voice, say('expiredTitle'), content)
}

export const unknownPage = (voice: Voice): Html =>
  page(
    voice,
    voice.say('unknownTitle'),
    html`<h1>${voice.say('unknownHeading')}</h1>
      <p>${voice.say('unknownText')}</p>`,
  )

const page = ({ language }: Voice, title: string, content: Html, beside: Html | null = null) =>
  sheetPage({ language, title, content, beside })

type Field = Readonly<{ name: CardField; label: string; value: string; error: string | null; hint: string | null; isFocused: boolean }>

/** Browsers must not offer to fill in a real card: this is none's place. */
function fieldHtml({ name, label, value, error, hint, isFocused }: Field): Html {
  const about = (error ?? hint) === null ? null : html` aria-describedby="${name}-about"`
  const wrong = error === null ? null : html` aria-invalid="true"`
  const focus = isFocused ? html` autofocus` : null
  const digits = name === 'name' ? null : html` inputmode="numeric"`
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" value="${value}" autocomplete="off" required${digits}${about}${wrong}${focus} />
    ${error === null ? null : html`<p class="error" id="${name}-about">${triangle}<span>${error}</span></p>`}
    ${error === null && hint !== null ? html`<p class="small" id="${name}-about">${hint}</p>` : null}
  </div>`
}

const cardTable = (say: Say) =>
  html`<section class="cards" aria-labelledby="cards-heading">
    <h2 id="cards-heading">${say('cardsHeading')}</h2>
    <p class="small row start">${flask}<span>${say('sandbox')} ${say('cardsHint')}</span></p>
    <table>
      <thead>
        <tr>
          <th scope="col">${say('cardsNumber')}</th>
          <th scope="col">${say('cardsMeaning')}</th>
        </tr>
      </thead>
      <tbody>
        ${listedCards.map((key) => cardRow(say, key))}
      </tbody>
    </table>
  </section>`

function cardRow(say: Say, key: string): Html {
  const number = testCard(key)?.number.replaceAll(/(\d{4})(?=\d)/g, '$1 ') ?? ''
  return html`<tr>
    <td>${number}</td>
    <td>${isPlainWord(key) ? say(key) : key}</td>
  </tr>`
}

const sandboxNote = (text: string) => html`<p class="note">${flask}<span>${text}</span></p>`

/** As the payer is used to reading it: '€424.00'. */
function amountText({ language }: Voice, { amount, currency }: SessionRecord): string {
  const money = fromProviderAmount({ amount, currency })
  return new Intl.NumberFormat(language, { style: 'currency', currency: money.currency }).format(
    money.minor / 10 ** decimals(money.currency),
  )
}

const icon = (paths: Html) => html`<svg viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`
const cross = icon(html`<path d="M6 6l12 12M18 6 6 18" />`)
const triangle = icon(html`<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.5h.01" />`)
const clock = icon(html`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5V12l3 2" />`)
const shield = icon(html`<path d="M12 3.5 5 6v6c0 4.5 3 7 7 8.5 4-1.5 7-4 7-8.5V6z" />`)
const flask = icon(html`<path d="M9.5 3.5h5M10.5 3.5v6L4.8 18.6A1.3 1.3 0 0 0 6 20.5h12a1.3 1.3 0 0 0 1.2-1.9L13.5 9.5v-6M7.5 15h9" />`)
