import { createUser, type CreateUserError } from '../../src/accounts/create-user.ts'
import { grantOperator } from '../../src/accounts/grant-operator.ts'
import { passwordLengthMax, passwordLengthMin } from '../../src/accounts/passwords.ts'
import { systemRandom } from '../../src/kernel/random.ts'
import { CommandError, exitCodes, neededOption, optionText, withMarket, type Call, type Command, type ExitCode } from './command.ts'

export const adminCreateCommand: Command = {
  name: 'admin create',
  usage: '--email ADDRESS [--name NAME] [--generate]',
  summary: 'make an account that may operate the market',
  details: `The password is asked for, or read from standard input (its first line) when that is no terminal. It is never an
argument: those can be read by everybody on the machine.
  --email ADDRESS   whom to sign in as
  --name NAME       shown to guests and hosts who write to the market; "Operator" when left out
  --generate        make a password and print it, once`,
  options: { email: { type: 'string' }, name: { type: 'string' }, generate: { type: 'boolean' } },
  run: create,
}

async function create(call: Call): Promise<ExitCode> {
  const email = neededOption(call, 'email')
  const name = optionText(call, 'name') ?? 'Operator'
  const generated = call.values.generate === true
  const password = generated ? newPassword() : await call.terminal.askSecret(`Password for ${email}: `)
  const created = await withMarket(call, (deps) => createUser(deps, { name, email, password, operator: true }))
  if (!created.ok) throw new CommandError(problems[created.error.code])
  call.terminal.tell(`${email} can sign in and operate the market.`)
  if (generated) call.terminal.say(password)
  return exitCodes.done
}

const problems: Readonly<Record<CreateUserError['code'], string>> = {
  email_taken: 'Somebody has signed up with this address already: use admin grant.',
  bad_name: 'The name is empty, too long, or has characters that cannot be shown.',
  bad_email: 'The address is no mail address.',
  bad_password: `A password has ${passwordLengthMin} to ${passwordLengthMax} characters.`,
}

/** Letters that nobody mistakes for one another, in groups: 100 bits. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const pick = () => letters.charAt(systemRandom.below(letters.length))
  return Array.from({ length: 5 }, () => Array.from({ length: 4 }, pick).join('')).join('-')
}

export const adminGrantCommand: Command = {
  name: 'admin grant',
  usage: '--email ADDRESS',
  summary: 'let somebody who has signed up operate the market',
  options: { email: { type: 'string' } },
  run: async (call) => {
    const email = neededOption(call, 'email')
    const granted = await withMarket(call, (deps) => grantOperator(deps, { email }))
    if (!granted.ok) throw new CommandError(refusals[granted.error.code])
    call.terminal.tell(`${email} operates the market from the next sign-in on.`)
    return exitCodes.done
  },
}

const refusals = {
  user_not_found: 'Nobody has signed up with this address: use admin create.',
  email_unverified:
    'Whoever signed up with this address has not confirmed it yet, so it may be anybody. Have them open the link in their mail first.',
} as const
