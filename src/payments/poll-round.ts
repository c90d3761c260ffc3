import type { Log } from '../platform/telemetry.ts'
import { ProviderUnavailable } from './provider.ts'

/** Asking the provider about many things, one after the other. */
export type PollRound = { asked: number; readonly failures: unknown[]; readonly log: Log }

export const newRound = (log: Log): PollRound => ({ asked: 0, failures: [], log })

/** One that cannot be settled must not keep the others waiting: it stays as it is, and the round fails once all were asked for. */
export async function askOne(round: PollRound, subject: Record<string, string>, ask: () => Promise<unknown>): Promise<void> {
  round.asked += 1
  try {
    await ask()
  } catch (error) {
    if (error instanceof ProviderUnavailable) round.log.warn({ ...subject, err: error }, 'the provider could not tell how this stands')
    else round.failures.push(error)
  }
}

/** @returns how many were asked about. @throws when some of them could not be settled, though the provider told of them. */
export function endRound({ asked, failures }: PollRound): number {
  if (failures.length > 0) throw new AggregateError(failures, 'some of what the provider tells could not be settled')
  return asked
}
