import type { DatabaseSync } from 'node:sqlite'

/** What one transaction has written, as the database itself tells. */
export type Touched = {
  bookings: Set<string>
  units: Set<string>
  plans: Set<string>
  payments: Set<string>
  refunds: Set<string>
  pairs: Set<string>
  alterations: Set<string>
  givenBack: Set<string>
  disputes: Set<string>
  postings: { booking: string; debit: string; credit: string; minor: number; currency: string }[]
  events: { type: string; payload: string }[]
  numbered: number[]
  mails: { to: string; subject: string; text: string }[]
  /** What must never happen to a table. */
  forbidden: string[]
}

export type Watch = { begun(): void; committed(): void; rolledBack(): void }

const triggers = [
  ['booking', 'insert', "touch('bookings', new.id)"],
  ['booking', 'update', "touch('bookings', new.id)"],
  ['booking', 'delete', "touch('forbidden', 'a booking was deleted: ' || old.id)"],
  ['night_claim', 'insert', "touch('units', new.unit_id)"],
  ['night_claim', 'update', "touch('units', new.unit_id)"],
  ['night_claim', 'delete', "touch('units', old.unit_id)"],
  ['imported_range', 'insert', "touch('units', new.unit_id)"],
  ['imported_range', 'delete', "touch('units', old.unit_id)"],
  ['price_plan', 'insert', "touch('plans', new.listing_id)"],
  ['price_plan', 'update', "touch('plans', new.listing_id)"],
  ['price_override', 'insert', "touch('plans', new.listing_id)"],
  ['price_override', 'delete', "touch('plans', old.listing_id)"],
  ['own_booking', 'insert', "touch('units', new.unit_id)"],
  ['own_booking', 'update', "touch('units', old.unit_id, new.unit_id)"],
  ['own_booking', 'delete', "touch('units', old.unit_id)"],
  ['alteration', 'insert', "touch('alterations', new.id)"],
  ['alteration', 'update', "touch('alterations', new.id)"],
  ['booking_refund', 'insert', "touch('givenBack', new.id)"],
  ['booking_refund', 'update', "touch('forbidden', 'what was given back was changed')"],
  ['dispute', 'insert', "touch('disputes', new.id)"],
  ['dispute', 'update', "touch('disputes', new.id)"],
  ['payment', 'insert', "touch('payments', new.id)"],
  ['payment', 'update', "touch('payments', new.id)"],
  ['refund', 'insert', "touch('refunds', new.id)"],
  ['refund', 'update', "touch('refunds', new.id)"],
  ['review_pair', 'update', "touch('pairs', new.booking_id)"],
  [
    'ledger_posting',
    'insert',
    "touch('postings', (select booking_id from ledger_entry where id = new.entry_id), new.debit, new.credit, new.minor, new.currency)",
  ],
  ['ledger_posting', 'update', "touch('forbidden', 'a posting was changed')"],
  ['ledger_posting', 'delete', "touch('forbidden', 'a posting was deleted')"],
  ['ledger_entry', 'update', "touch('forbidden', 'an entry was changed')"],
  ['ledger_entry', 'delete', "touch('forbidden', 'an entry was deleted')"],
  ['outbox', 'insert', "touch('events', new.type, new.payload)"],
  ['outbox', 'update', "touch('numbered', new.seq)"],
  ['mail', 'insert', "touch('mails', new.recipient, new.subject, new.text_body)"],
] as const

/** Has the database tell of every write, and hands what a transaction wrote to `onCommit` once it has committed. */
export function watchDatabase(database: DatabaseSync, onCommit: (touched: Touched) => void): Watch {
  let touched = nothing()
  let any = false
  database.function('touch', { varargs: true }, (...given: unknown[]) => {
    any = true
    tell(touched, given)
    return null
  })
  for (const [table, verb, call] of triggers) {
    database.exec(`create temp trigger watch_${table}_${verb} after ${verb} on main.${table} begin select ${call}; end`)
  }
  const forget = () => {
    if (any) touched = nothing()
    any = false
  }
  return {
    begun: forget,
    rolledBack: forget,
    committed: () => {
      const done = touched
      if (!any) return
      forget()
      onCommit(done)
    },
  }
}

function tell(touched: Touched, [what, ...given]: unknown[]): void {
  const texts = given.map(String)
  const [a = '', b = '', c = ''] = texts
  switch (what) {
    case 'postings':
      touched.postings.push({ booking: a, debit: b, credit: c, minor: Number(given[3]), currency: String(given[4]) })
      return
    case 'events':
      touched.events.push({ type: a, payload: b })
      return
    case 'numbered':
      touched.numbered.push(Number(given[0]))
      return
    case 'mails':
      touched.mails.push({ to: a, subject: b, text: c })
      return
    case 'forbidden':
      touched.forbidden.push(a)
      return
    case 'bookings':
    case 'units':
    case 'plans':
    case 'payments':
    case 'refunds':
    case 'pairs':
    case 'alterations':
    case 'givenBack':
    case 'disputes':
      for (const text of texts) touched[what].add(text)
      return
    default:
      throw new Error(`the watch does not know ${String(what)}`)
  }
}

const nothing = (): Touched => ({
  bookings: new Set(),
  units: new Set(),
  plans: new Set(),
  payments: new Set(),
  refunds: new Set(),
  pairs: new Set(),
  alterations: new Set(),
  givenBack: new Set(),
  disputes: new Set(),
  postings: [],
  events: [],
  numbered: [],
  mails: [],
  forbidden: [],
})
