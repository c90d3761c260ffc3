import { decimals } from '../../../kernel/money.ts'
import { dayMs, hourMs, toIso, type Instant } from '../../../kernel/clock.ts'
import { fromProviderAmount } from '../../stripe-amount.ts'
import { disputeReasons } from '../dispute-charge.ts'
import { html, type Html } from '../html.ts'
import type { ChargeRecord, DisputeRecord, RefundRecord, SessionRecord } from '../records.ts'
import { checkoutPath } from '../session-object.ts'
import { faults, type Control } from './control.ts'
import { controlPath } from './control-path.ts'

export type ControlView = Readonly<{
  control: Control
  sessions: readonly SessionRecord[]
  charges: readonly ChargeRecord[]
  refunds: readonly RefundRecord[]
  disputes: readonly DisputeRecord[]
  /** What has just been refused, in the sandbox's own words. */
  problem: string | null
}>

const faultWords = {
  timeout_before: 'The next call gets no answer, and has done nothing',
  timeout_after: 'The next call gets no answer, though it was done',
  error_500: 'The next call is answered with an error (500)',
  error_429: 'The next call comes too often (429)',
  webhook_lost: 'The next webhook is lost',
  webhook_twice: 'The next webhook comes twice',
  webhook_late: 'The next webhook comes a minute late',
} as const

const reasonWords = {
  fraudulent: 'It was not me',
  product_not_received: 'I got nothing for it',
  duplicate: 'I paid twice',
  general: 'No reason given',
} as const

/** Everything that the sandbox has, newest first, with buttons for what banks, time and bad luck do. */
export function controlPage(view: ControlView): Html {
  const { control, sessions, charges, refunds, disputes, problem } = view
  return page(html`
    <header class="stack">
      <h1>Payment sandbox</h1>
      <p class="soft">No money moves here. You play the banks, the time and bad luck; the market must stand it.</p>
      ${problem === null ? null : html`<p class="error" role="alert">${problem}</p>`}
    </header>
    ${timeSection(control)} ${faultSection(control)}
    ${table('Payments', ['Paid', 'Amount', 'Card', 'State', 'The bank'], charges.map(chargeRow), 'Nobody has paid yet.')}
    ${table('Disputes', ['Since', 'Amount', 'Reason', 'State', 'The bank decides'], disputes.map(disputeRow), 'No bank disputes anything.')}
    ${table('Refunds', ['Asked for', 'Amount', 'State'], refunds.map(refundRow), 'Nothing has gone back.')}
    ${table('Payment pages', ['Opened', 'Amount', 'State', 'Until'], sessions.map(sessionRow), 'No page has been opened.')}
  `)
}

const timeSection = ({ passedMs }: Control) =>
  html`<section class="stack" aria-labelledby="time">
    <h2 id="time">Time</h2>
    <p>
      ${passedMs === 0 ? 'The sandbox’s clock goes as everybody’s.' : `So far ${hours(passedMs)} more have passed here than elsewhere.`} Let
      it run: pages end, money that was only set aside goes back, pending money becomes available, slow banks answer.
    </p>
    <form method="post" action="${controlPath}/clock" class="buttons">
      ${[
        ['An hour', hourMs],
        ['A day', dayMs],
        ['Eight days', 8 * dayMs],
      ].map(([text = '', ms = 0]) => html`<button name="ms" value="${ms}" class="line">${text}</button>`)}
    </form>
  </section>`

const faultSection = ({ faults: planned }: Control) =>
  html`<section class="stack" aria-labelledby="faults">
    <h2 id="faults">Bad luck</h2>
    ${
      planned.length === 0
        ? html`<p>Nothing is to go wrong.</p>`
        : html`<ol>
            ${planned.map((fault) => html`<li>${faultWords[fault]}</li>`)}
          </ol>`
    }
    <form method="post" action="${controlPath}/faults" class="buttons">
      <label for="fault">What is to go wrong</label>
      <select id="fault" name="fault">
        ${faults.map((fault) => html`<option value="${fault}">${faultWords[fault]}</option>`)}
      </select>
      <button class="line">Let it happen</button>
    </form>
  </section>`

function table(title: string, heads: readonly string[], rows: readonly Html[], none: string): Html {
  const id = title.toLowerCase().replaceAll(' ', '-')
  const heading = html`<h2 id="${id}">${title}</h2>`
  if (rows.length === 0)
    return html`<section class="stack">
      ${heading}
      <p>${none}</p>
    </section>`
  return html`<section class="stack">
    ${heading}
    <div class="scroll" tabindex="0" role="region" aria-labelledby="${id}">
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`
}

const row = (...cells: readonly (string | Html)[]) =>
  html`<tr>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`

function chargeRow(charge: ChargeRecord): Html {
  const { createdAt, card, status, held, disputed, amountRefunded, amount, id } = charge
  const state =
    status === 'failed'
      ? 'declined'
      : held
        ? 'set aside'
        : disputed
          ? 'disputed'
          : amountRefunded > 0
            ? `${money({ ...charge, amount: amountRefunded })} gone back`
            : 'paid'
  const canDispute = status === 'succeeded' && !held && !disputed && amountRefunded < amount
  const label = `Why the bank disputes ${money(charge)} on card ${card.last4}`
  const form = html`<form method="post" action="${controlPath}/disputes" class="buttons">
    <input type="hidden" name="chargeId" value="${id}" />
    <select name="reason" aria-label="${label}">
      ${disputeReasons.map((reason) => html`<option value="${reason}">${reasonWords[reason]}</option>`)}
    </select>
    <button class="line">Dispute it</button>
  </form>`
  return row(when(createdAt), money(charge), `${card.brand} ${card.last4}`, state, canDispute ? form : '–')
}

function disputeRow(dispute: DisputeRecord): Html {
  const { id, createdAt, reason, status } = dispute
  const form = html`<form method="post" action="${controlPath}/disputes/${id}" class="buttons">
    <button name="outcome" value="won" class="line">The market wins</button>
    <button name="outcome" value="lost" class="line">The market loses</button>
  </form>`
  const words = disputeReasons.find((known) => known === reason)
  const state = { needs_response: 'open', won: 'won', lost: 'lost' }[status]
  return row(when(createdAt), money(dispute), words ? reasonWords[words] : reason, state, status === 'needs_response' ? form : '–')
}

const refundRow = (refund: RefundRecord) => row(when(refund.createdAt), money(refund), refund.status)

const sessionRow = (session: SessionRecord) =>
  row(
    when(session.createdAt),
    money(session),
    session.status === 'open' ? html`<a href="${checkoutPath}/${session.id}">open: pay it</a>` : session.status,
    when(session.expiresAt),
  )

const when = (at: Instant) => `${toIso(at).slice(0, 16).replace('T', ' ')} UTC`

function hours(ms: number): string {
  const [days, rest] = [Math.floor(ms / dayMs), Math.round((ms % dayMs) / hourMs)]
  return [...(days > 0 ? [`${days} days`] : []), ...(rest > 0 || days === 0 ? [`${rest} hours`] : [])].join(' and ')
}

function money({ amount, currency }: { amount: number; currency: string }): string {
  const { minor, currency: code } = fromProviderAmount({ amount, currency })
  return new Intl.NumberFormat('en', { style: 'currency', currency: code }).format(minor / 10 ** decimals(code))
}

const page = (content: Html) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Payment sandbox</title>
        <link rel="stylesheet" href="${checkoutPath}/checkout.css" />
        <link rel="stylesheet" href="${controlPath}/control.css" />
      </head>
      <body>
        <main class="control">${content}</main>
      </body>
    </html>`
