import { randomUUID } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { createPool, type PoolConnection } from 'mysql2/promise'

/**
 * What the database itself takes for the heart of a booking: the statements of the transaction that holds nights, as text with
 * values, and nothing of ours around them. Each transaction is on the disk before the next begins, or, on a server, before
 * its connection sends another.
 */
type Value = string | number | null
type Statement = readonly [text: string, values: readonly Value[]]

const snapshot = JSON.stringify({ title: 'The Barn', lines: 'x'.repeat(1_200) })
const answer = JSON.stringify({ id: randomUUID(), payment: 'x'.repeat(300) })

type Row = Readonly<Record<string, Value>>
type Facts = ReturnType<typeof newFacts>

const newFacts = () => ({ booking: randomUUID(), payment: randomUUID(), unit: randomUUID(), guest: randomUUID(), at: Date.now() })

const bookingRow = ({ booking, unit, guest, at }: Facts): Row => ({
  id: booking,
  listing_id: unit,
  unit_id: unit,
  host_id: unit,
  guest_id: guest,
  state: 'pending_payment',
  check_in: '2030-01-01',
  check_out: '2030-01-03',
  check_in_at: at,
  check_out_at: at,
  adults: 2,
  children: 0,
  infants: 0,
  pets: 0,
  total_minor: 24_752,
  currency: 'EUR',
  snapshot,
  facts: '{}',
  guest_name: 'Ben',
  guest_phone: '',
  guest_note: '',
  hold_expires_at: at,
  created_at: at,
  version: 1,
})

const paymentRow = ({ booking, payment, at }: Facts): Row => ({
  id: payment,
  booking_id: booking,
  state: 'opening',
  amount_minor: 24_752,
  currency: 'EUR',
  description: 'The Barn',
  notice: '',
  return_url: 'http://127.0.0.1/',
  expires_at: at,
  created_at: at,
  version: 1,
})

const jobRow = ({ at }: Facts, kind: string): Row => ({
  id: randomUUID(),
  kind,
  payload: '{}',
  state: 'ready',
  run_at: at,
  attempts: 0,
  lease_until: 0,
  created_at: at,
})

const answerRow = ({ booking, guest, at }: Facts): Row => ({
  actor: guest,
  route: 'POST /bookings',
  key: booking,
  input_hash: '',
  status: 201,
  body: answer,
  lease: '',
  lease_until: 0,
  created_at: at,
})

function statements(quote: string): Statement[] {
  const facts = newFacts()
  const { booking, unit, guest, at } = facts
  const insert = (table: string, row: Row): Statement => {
    const names = Object.keys(row)
    const places = names.map(() => '?').join()
    return [`insert into ${table} (${names.map((name) => quote + name + quote).join()}) values (${places})`, Object.values(row)]
  }
  return [
    ['update booking_guest set version = version + 1 where guest_id = ?', [guest]],
    ['select state, count(*) from booking where guest_id = ? group by state', [guest]],
    ['update unit_calendar set version = version + 1 where unit_id = ?', [unit]],
    ['select id from unit where id = ?', [unit]],
    insert('night_claim', { unit_id: unit, night: '2030-01-01', claim_id: booking, kind: 'hold' }),
    insert('night_claim', { unit_id: unit, night: '2030-01-02', claim_id: booking, kind: 'hold' }),
    ['select * from stay_rule where listing_id = ?', [unit]],
    insert('booking', bookingRow(facts)),
    insert('payment', paymentRow(facts)),
    insert('job', jobRow(facts, 'payments.open')),
    insert('job', jobRow(facts, 'bookings.expire_hold')),
    insert('outbox', { id: randomUUID(), type: 'booking.held', payload: '{}', created_at: at }),
    insert('idempotency_key', answerRow(facts)),
  ]
}

/** @returns transactions a second */
export async function timeBareSqlite(file: string, seconds: number): Promise<number> {
  const database = new DatabaseSync(file, { timeout: 10_000 })
  database.exec('pragma synchronous = full')
  const prepared = new Map<string, StatementSync>()
  const run = ([text, values]: Statement) => {
    const statement = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, statement)
    return text.startsWith('select') ? statement.all(...values) : statement.run(...values)
  }
  let count = 0
  const began = performance.now()
  for (; performance.now() - began < seconds * 1000; count++) {
    database.exec('begin immediate')
    for (const statement of statements('"')) run(statement)
    database.exec('commit')
  }
  const tookMs = performance.now() - began
  database.close()
  return (count * 1000) / tookMs
}

const connections = 10

/** @returns transactions a second, of as many connections as Sojourn has */
export async function timeBareMysql(url: string, seconds: number): Promise<number> {
  const pool = createPool({ uri: url, connectionLimit: connections })
  let count = 0
  const began = performance.now()
  const one = async (connection: PoolConnection) => {
    for (; performance.now() - began < seconds * 1000; count++) {
      await connection.query('begin')
      for (const [text, values] of statements('`')) await connection.execute(text, [...values])
      await connection.query('commit')
    }
    connection.release()
  }
  await Promise.all(Array.from({ length: connections }, async () => one(await pool.getConnection())))
  const tookMs = performance.now() - began
  await pool.end()
  return (count * 1000) / tookMs
}
