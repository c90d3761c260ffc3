import { sql, type Kysely } from 'kysely'

/**
 * What hosts are owed for stays from before payouts goes to them too, once they have an account. Each such booking gets the job
 * that plans its transfer, under its own id with another version in it, since 0110 has used the id itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into job (id, kind, payload, state, run_at, attempts, lease_until, created_at)
    select concat(substr(id, 1, 14), '6', substr(id, 16)), 'payouts.plan', concat('{"bookingId":"', id, '"}'), 'ready', created_at, 0, 0, created_at
    from booking where state in ('confirmed', 'in_stay', 'completed', 'cancelled')
  `.execute(db)
}
