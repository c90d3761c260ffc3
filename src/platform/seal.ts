import type { Tx } from './db.ts'

/**
 * Writes what must commit together with a use case's effect: the stored answer of an idempotent request.
 * The use case calls it inside its transaction, once the effect is certain.
 */
export type Seal<T> = (tx: Tx, value: T) => Promise<void>
