import { makeHostClaim } from '../../src/accounts/claim-host.ts'
import { findImportedHost } from '../../src/accounts/find-imported-host.ts'
import { loopbackOrigin } from '../../src/config.ts'
import { toIso } from '../../src/kernel/clock.ts'
import { parseId, type HostId } from '../../src/kernel/ids.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { CommandError, exitCodes, misunderstood, withMarket, type Call, type Command, type ExitCode } from './command.ts'

export const hostClaimCommand: Command = {
  name: 'host-claim',
  usage: 'HOST',
  summary: 'make the one-time link by which the owner of an imported host takes it over',
  details: `HOST is a host's id, or where it was imported from: inside-airbnb:4401 is the host that is number 4401 there.
Give the link to nobody but the host: whoever opens it first, signed in, is that host from then on.`,
  options: {},
  run: claim,
}

async function claim(call: Call): Promise<ExitCode> {
  const [text, ...others] = call.words
  if (!text || others.length > 0) throw misunderstood('Name one host')
  const made = await withMarket(call, async (deps) => {
    const hostId = await hostIdOf(deps, text)
    return hostId ? makeHostClaim(deps, { hostId }) : undefined
  })
  if (!made) throw new CommandError(`There is no host ${text}.`)
  if (!made.ok)
    throw new CommandError(
      made.error.code === 'host_not_found' ? `There is no host ${text}.` : 'Somebody has taken this host over already.',
    )
  const origin = call.config.origin ?? loopbackOrigin(call.config.host, call.config.port)
  call.terminal.say(`${origin}/account/claim?token=${made.value.token}`)
  call.terminal.tell(`It works once, until ${toIso(made.value.expiresAt)}.`)
  return exitCodes.done
}

async function hostIdOf({ db }: Deps, text: string): Promise<HostId | undefined> {
  const id = parseId<'host'>(text)
  if (id.ok) return id.value
  const [source = '', sourceId = ''] = text.split(':')
  return findImportedHost(db, { source, sourceId })
}
