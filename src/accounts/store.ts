import type { Insertable } from 'kysely'
import type { CalendarDate } from '../kernel/calendar-date.ts'
import { toIso, type Instant } from '../kernel/clock.ts'
import type { HostId, UserId } from '../kernel/ids.ts'
import { wholeNumber } from '../platform/aggregates.ts'
import type { Db, Tx } from '../platform/db.ts'
import { prepared, type Ask } from '../platform/prepared.ts'
import type { Tables } from '../platform/tables.ts'

export type User = Readonly<{ id: UserId; name: string; email: string; emailVerified: boolean }>
export type Role = Tables['user_role']['role']
export type Host = Readonly<{
  id: HostId
  userId: UserId | null
  name: string
  about: string
  since: CalendarDate | null
  imported: boolean
  /** What the names of their portrait's files begin with. */
  portrait: string | null
}>

const userColumns = ['id', 'name', 'email', 'emailVerified'] as const

const userOf = (row: Pick<Tables['user'], (typeof userColumns)[number]>): User => ({ ...row, emailVerified: row.emailVerified === 1 })

export async function selectUser(db: Db | Tx, id: UserId): Promise<User | undefined> {
  return (await userById(db, { id })).rows.map(userOf)[0]
}

const userById = prepared((db, ask: Ask<{ id: UserId }>) => db.selectFrom('user').select(userColumns).where('id', '=', ask('id')))

/** `email` in lower case: that is how they are kept. */
export async function selectUserByEmail(db: Db | Tx, email: string): Promise<User | undefined> {
  const row = await db.selectFrom('user').select(userColumns).where('email', '=', email).executeTakeFirst()
  return row && userOf(row)
}

/** Whoever signed up with this address and never showed that it is theirs. Sessions and passwords go along. */
export async function deleteUnverifiedUser(tx: Tx, email: string): Promise<void> {
  await tx.deleteFrom('user').where('email', '=', email).where('emailVerified', '=', 0).execute()
}

export async function insertUser(tx: Tx, user: User, { passwordHash, now }: { passwordHash: string; now: Instant }): Promise<void> {
  const times = { createdAt: moment(tx, now), updatedAt: moment(tx, now) }
  await tx
    .insertInto('user')
    .values({ ...user, emailVerified: user.emailVerified ? 1 : 0, image: null, ...times })
    .execute()
  const nothing = {
    accessToken: null,
    refreshToken: null,
    idToken: null,
    accessTokenExpiresAt: null,
    refreshTokenExpiresAt: null,
    scope: null,
  }
  await tx
    .insertInto('account')
    // better-auth's form of "signs in by e-mail and password": the account is named by the user.
    .values({ id: user.id, accountId: user.id, providerId: 'credential', userId: user.id, ...nothing, password: passwordHash, ...times })
    .execute()
}

/** As better-auth writes it: SQLite has no type for it. */
const moment = (tx: Tx, now: Instant) => (tx.getExecutor().adapter.supportsReturning ? toIso(now) : new Date(now))

/** A session and whose it is, with host and role as they are now. */
export type Session = Readonly<{ id: string; expiresAt: Instant; user: User; hostId: HostId | null; isOperator: boolean }>

export async function selectSession(db: Db, token: string): Promise<Session | undefined> {
  const [row] = (await sessionByToken(db, { token })).rows
  if (!row) return undefined
  const { sessionId: id, expiresAt, hostId, role, ...user } = row
  return { id, expiresAt: new Date(expiresAt).getTime() as Instant, user: userOf(user), hostId, isOperator: role !== null }
}

/** Asked with every request of somebody who is signed in. */
const sessionByToken = prepared((db, ask: Ask<{ token: string }>) =>
  db
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .leftJoin('host', 'host.user_id', 'user.id')
    .leftJoin('user_role', (join) => join.onRef('user_role.user_id', '=', 'user.id').on('role', '=', 'operator'))
    .select(['session.id as sessionId', 'session.expiresAt', 'user.id', 'user.name', 'email', 'emailVerified'])
    .select(['host.id as hostId', 'role'])
    .where('token', '=', ask('token')),
)

export async function selectRoles(db: Db | Tx, userId: UserId): Promise<Role[]> {
  return (await rolesOf(db, { userId })).rows.map((row) => row.role)
}

const rolesOf = prepared((db, ask: Ask<{ userId: UserId }>) =>
  db.selectFrom('user_role').select('role').where('user_id', '=', ask('userId')),
)

export async function insertRole(tx: Tx, role: Insertable<Tables['user_role']>): Promise<void> {
  await tx.insertInto('user_role').values(role).execute()
}

/** Everybody who has a role, longest first, at most `limit`. */
export async function selectUsersWithRole(db: Db | Tx, role: Role, limit: number): Promise<User[]> {
  const rows = await db
    .selectFrom('user_role')
    .innerJoin('user', 'user.id', 'user_role.user_id')
    .select(userColumns)
    .where('role', '=', role)
    .orderBy('granted_at')
    .orderBy('user.id')
    .limit(limit)
    .execute()
  return rows.map(userOf)
}

export async function countRole(db: Db, role: Role): Promise<number> {
  const row = await db
    .selectFrom('user_role')
    .select((e) => e.fn.countAll().as('count'))
    .where('role', '=', role)
    .executeTakeFirst()
  return wholeNumber(row?.count)
}

/** Hosts with what they look like. */
const hostRows = (db: Db | Tx) =>
  db
    .selectFrom('host')
    .leftJoin('portrait', 'portrait.user_id', 'host.user_id')
    .select(['host.id', 'host.user_id', 'host.name', 'host.about', 'host.since', 'host.source', 'portrait.file_key'])

const hostFrom = (row: Awaited<ReturnType<ReturnType<typeof hostRows>['executeTakeFirstOrThrow']>>): Host => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  about: row.about,
  since: row.since,
  imported: row.source !== null,
  portrait: row.file_key,
})

export async function selectHosts(db: Db | Tx, ids: readonly HostId[]): Promise<Host[]> {
  if (ids.length === 0) return []
  return (await hostRows(db).where('host.id', 'in', ids).execute()).map(hostFrom)
}

export async function selectHostOfUser(db: Db | Tx, userId: UserId): Promise<Host | undefined> {
  const [row] = (await hostOfUser(db, { userId })).rows
  return row && hostFrom(row)
}

const hostOfUser = prepared((db, ask: Ask<{ userId: UserId }>) => hostRows(db).where('host.user_id', '=', ask('userId')))

/** @throws a duplicate when the user has a host already. */
export async function insertHost(tx: Tx, host: Omit<Host, 'imported' | 'portrait'>, now: Instant): Promise<void> {
  const { id, userId, name, about, since } = host
  await tx
    .insertInto('host')
    .values({ id, user_id: userId, name, about, since, source: null, source_id: null, source_hash: null, created_at: now })
    .execute()
}

/** False, and nothing written, when somebody has it already. @throws a duplicate when the user has another host. */
export async function giveHost(tx: Tx, id: HostId, userId: UserId): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('host')
    .set({ user_id: userId })
    .where('id', '=', id)
    .where('user_id', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertClaim(tx: Tx, claim: { tokenHash: string; hostId: HostId; expiresAt: Instant }): Promise<void> {
  await tx
    .insertInto('host_claim')
    .values({ token_hash: claim.tokenHash, host_id: claim.hostId, expires_at: claim.expiresAt, used_at: null, used_by: null })
    .execute()
}

export async function selectClaim(
  db: Db | Tx,
  tokenHash: string,
): Promise<{ hostId: HostId; expiresAt: Instant; used: boolean } | undefined> {
  const row = await db.selectFrom('host_claim').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  return row && { hostId: row.host_id, expiresAt: row.expires_at, used: row.used_at !== null }
}

/** False, and nothing written, when it was used already. */
export async function markClaimUsed(tx: Tx, tokenHash: string, use: { by: UserId; at: Instant }): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('host_claim')
    .set({ used_at: use.at, used_by: use.by })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
