import { sql, type Kysely } from 'kysely'

/**
 * Bookings that were confirmed before stays moved on by themselves get the job that ends them. A booking's id serves as its
 * job's: this runs once, and no other job is named like that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into job (id, kind, payload, state, run_at, attempts, lease_until, created_at)
    select id, 'bookings.pass_time', concat('{"bookingId":"', id, '"}'), 'ready', check_out_at, 0, 0, created_at
    from booking where state = 'confirmed'
  `.execute(db)
}
