import type { UserId } from '../kernel/ids.ts'
import type { Db, Tx } from '../platform/db.ts'
import { selectUser, selectUserByEmail, selectUsersWithRole, type User } from './store.ts'

export type { User } from './store.ts'

export const findUser = (db: Db | Tx, userId: UserId): Promise<User | undefined> => selectUser(db, userId)

export const findUserByEmail = (db: Db | Tx, email: string): Promise<User | undefined> => selectUserByEmail(db, normalEmail(email))

/** More operators than this are not written to. */
const operatorsMax = 100

export const findOperators = (db: Db | Tx): Promise<User[]> => selectUsersWithRole(db, 'operator', operatorsMax)

/** As kept and compared: no two people's addresses differ in letter case alone. */
export const normalEmail = (email: string) => email.trim().toLowerCase()
