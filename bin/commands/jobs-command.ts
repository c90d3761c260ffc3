import { toIso } from '../../src/kernel/clock.ts'
import { parseId } from '../../src/kernel/ids.ts'
import { deadListMax, listDead, retryDead } from '../../src/platform/dead-jobs.ts'
import type { JobId } from '../../src/platform/enqueue.ts'
import { count, exitCodes, misunderstood, withMarket, type Call, type Command, type ExitCode } from './command.ts'

export const jobsDeadCommand: Command = {
  name: 'jobs dead',
  usage: '',
  summary: 'list the jobs that failed for good, with what they failed of',
  options: {},
  run: async (call) => {
    const jobs = await withMarket(call, ({ db }) => listDead(db))
    for (const { id, kind, attempts, lastError, endedAt } of jobs) {
      call.terminal.say(`${id}  ${endedAt === null ? '' : toIso(endedAt)}  ${kind}, ${count(attempts, 'attempt')}: ${lastError ?? ''}`)
    }
    const more = jobs.length === deadListMax ? 'at least ' : ''
    call.terminal.tell(jobs.length === 0 ? 'No job has failed for good.' : `${more}${count(jobs.length, 'dead job')}.`)
    return exitCodes.done
  },
}

export const jobsRetryCommand: Command = {
  name: 'jobs retry',
  usage: 'ID… | --all',
  summary: 'give dead jobs all their attempts again',
  options: { all: { type: 'boolean' } },
  run: retry,
}

async function retry(call: Call): Promise<ExitCode> {
  const all = call.values.all === true
  if (all === call.words.length > 0) throw misunderstood('Name jobs, or give --all')
  const named = call.words.map(jobId)
  const retried = await withMarket(call, async (deps) => {
    if (!all) return retryDead(deps, named)
    let sum = 0
    for (let some = await listDead(deps.db); some.length > 0; some = await listDead(deps.db)) {
      sum += await retryDead(
        deps,
        some.map(({ id }) => id),
      )
    }
    return sum
  })
  call.terminal.tell(`${count(retried, 'job')} will run again.`)
  return retried === named.length || all ? exitCodes.done : exitCodes.failed
}

function jobId(text: string): JobId {
  const id = parseId<'job'>(text)
  if (!id.ok) throw misunderstood(`${text} is no job's id`)
  return id.value
}
