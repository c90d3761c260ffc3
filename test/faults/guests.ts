import { setTimeout as sleep } from 'node:timers/promises'
import { addDays, type CalendarDate } from '../../src/kernel/calendar-date.ts'
import { idFrom, type BookingId, type ListingId, type UserId } from '../../src/kernel/ids.ts'
import type { Dice } from '../dice.ts'
import { paymentForm } from '../sandbox-guest.ts'
import type { Client, Told } from './client.ts'

export type Guest = Readonly<{ userId: UserId; token: string }>
export type Home = Readonly<{ listingId: ListingId; /** By number of nights. */ totals: ReadonlyMap<number, object> }>

/** What one guest did and was told, by one clock. */
export type History = {
  readonly bookingId: BookingId
  readonly checkIn: CalendarDate
  readonly checkOut: CalendarDate
  /** Of the request for the nights: its answer's code, 'held', or 'unknown'. */
  outcome: string
  paidAt?: number
  /** When the guest first saw it confirmed. */
  confirmedAt?: number
  /** When the guest first asked to call it off, and when they were told that it is. */
  cancelAskedAt?: number
  cancelledAt?: number
}

export type Crowd = {
  /** Books, pays and calls off until `until`: as many ask for nights at once as there are lanes, while others pay for theirs. */
  run(until: () => number): Promise<void>
  readonly histories: readonly History[]
  readonly attempts: number
  /** Those that wanted nights which others wanted too: they got them, or were told that somebody has. */
  readonly contended: number
  readonly outcomes: ReadonlyMap<string, number>
}

type CrowdOptions = Readonly<{
  client: Client
  dice: Dice
  guests: readonly Guest[]
  homes: readonly Home[]
  first: CalendarDate
  lanes: number
}>

/** Everybody wants the same few nights; these move on by one now and then, or they would be sold out for good. */
const hotNights = 5
const nightsMoveMs = 4_000
const confirmMsMax = 15_000

export function newCrowd({ client, dice, guests, homes, first, lanes }: CrowdOptions): Crowd {
  const histories: History[] = []
  const outcomes = new Map<string, number>()
  const idle = [...guests]
  const startedAt = performance.now()
  let attempts = 0
  const note = (outcome: string) => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)

  /** @returns what the guest still does with the nights that they got, when they got any. */
  const fight = async (guest: Guest, until: () => number): Promise<(() => Promise<void>) | undefined> => {
    const home = dice.pick(homes)
    const length = 1 + dice.below(3)
    const passed = Math.floor((performance.now() - startedAt) / nightsMoveMs)
    const checkIn = addDays(first, passed + dice.below(hotNights))
    const key = `hot-${attempts++}`
    const stay = { checkIn, checkOut: addDays(checkIn, length) }
    const history: History = { bookingId: idFrom<'booking'>(`booking:${guest.userId}:${key}`), ...stay, outcome: 'unknown' }
    const body = { listingId: home.listingId, ...stay, adults: 2, expectedTotal: home.totals.get(length) }
    const told = await client.ask({ method: 'POST', path: '/api/v1/bookings', token: guest.token, key, body })
    history.outcome = outcomeOf(told)
    note(history.outcome)
    // Refusals by the hundred thousand are counted; those who know nothing or have something are remembered.
    if (history.outcome !== 'nights_taken' || dice.below(20) === 0) histories.push(history)
    if (history.outcome !== 'held') return undefined
    const whatFollows = dice.below(100)
    return async () => {
      if (whatFollows < 70) await pay(client, { guest, history, told, until: Math.min(until(), performance.now() + confirmMsMax) })
      // Some keep their nights, some walk away without a word.
      if (whatFollows < 60 || whatFollows >= 85) await callOff(client, guest, history)
    }
  }

  return {
    histories,
    outcomes,
    get attempts() {
      return attempts
    },
    get contended() {
      return (outcomes.get('held') ?? 0) + (outcomes.get('nights_taken') ?? 0)
    },
    run: async (until) => {
      const winners = new Set<Promise<void>>()
      const lane = async () => {
        while (performance.now() < until()) {
          const [guest] = idle.splice(dice.below(idle.length), 1)
          if (!guest) {
            if (winners.size === 0) throw new Error('more lanes than guests')
            await Promise.race(winners)
            continue
          }
          const rest = await fight(guest, until)
          const over = () => void idle.push(guest)
          if (!rest) over()
          else {
            // Somebody else fights on while this one pays: most of that is waiting.
            const won = rest().then(over)
            winners.add(won)
            void won.then(
              () => winners.delete(won),
              () => undefined,
            )
          }
        }
      }
      await Promise.all(Array.from({ length: lanes }, lane))
      await Promise.all(winners)
    },
  }
}

function outcomeOf({ answer }: Told): string {
  if (!answer) return 'unknown'
  return answer.status === 201 ? 'held' : ((JSON.parse(answer.text) as { code?: string }).code ?? String(answer.status))
}

type Paying = Readonly<{ guest: Guest; history: History; told: Told; until: number }>

async function pay(client: Client, { guest, history, told, until }: Paying): Promise<void> {
  const page = await pageToPayOn(client, { guest, history, told, until })
  if (page === undefined) return
  const form = (await client.ask({ method: 'GET', path: page })).answer
  if (form?.status !== 200) return
  const filled = paymentForm(form.text)
  const paid = (await client.ask({ method: 'POST', path: filled.action, body: filled.fields })).answer
  if (paid?.status !== 303) return
  history.paidAt = performance.now()
  for (; performance.now() < until; await sleep(100)) {
    const seen = await view(client, guest, history.bookingId)
    if (seen?.state !== 'confirmed') continue
    history.confirmedAt = performance.now()
    return
  }
}

type Seen = { state: string; payment: { url: string | null } }

async function view(client: Client, guest: Guest, bookingId: BookingId): Promise<Seen | undefined> {
  const { answer } = await client.ask({ method: 'GET', path: `/api/v1/bookings/${bookingId}`, token: guest.token })
  return answer?.status === 200 ? (JSON.parse(answer.text) as Seen) : undefined
}

/** The provider may be slow: then the answer had no page yet. Any process shows it. */
async function pageToPayOn(client: Client, { guest, history, told, until }: Paying): Promise<string | undefined> {
  let { url } = (JSON.parse(told.answer?.text ?? '{}') as Seen).payment
  for (; url === null && performance.now() < until; await sleep(200)) {
    url = (await view(client, guest, history.bookingId))?.payment.url ?? null
  }
  return url === null ? undefined : new URL(url).pathname
}

async function callOff(client: Client, guest: Guest, history: History): Promise<void> {
  history.cancelAskedAt = performance.now()
  const path = `/api/v1/bookings/${history.bookingId}/cancellation`
  const { answer } = await client.ask({ method: 'POST', path, token: guest.token, key: 'call-off', body: {} })
  if (answer?.status === 200) history.cancelledAt = performance.now()
}
