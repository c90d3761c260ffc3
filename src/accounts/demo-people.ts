import type { Db } from '../platform/db.ts'
import { countRole } from './store.ts'

/** Whether the demo's people can sign in here, with passwords that everybody knows. */
export const hasDemoPeople = async (db: Db): Promise<boolean> => (await countRole(db, 'demo')) > 0
