import { parseArgs } from 'node:util'
import { configMessage, parseConfig, type Environment } from '../../src/config.ts'
import { adminCreateCommand, adminGrantCommand } from './admin-command.ts'
import { CommandError, exitCodes, type Command, type ExitCode, type Terminal } from './command.ts'
import { demoLoadCommand, migrateCommand } from './database-commands.ts'
import { doctorCommand } from './doctor-command.ts'
import { hostClaimCommand } from './host-claim-command.ts'
import { importCommand } from './import-command.ts'
import { jobsDeadCommand, jobsRetryCommand } from './jobs-command.ts'
import { termsSetCommand, termsShowCommand } from './terms-command.ts'

const commands: readonly Command[] = [
  importCommand,
  adminCreateCommand,
  adminGrantCommand,
  hostClaimCommand,
  termsShowCommand,
  termsSetCommand,
  jobsDeadCommand,
  jobsRetryCommand,
  migrateCommand,
  demoLoadCommand,
  doctorCommand,
]

type World = Readonly<{ env: Environment; terminal: Terminal; signal: AbortSignal }>

/** Does what the words on the command line ask for. What goes wrong is told on the terminal and by the exit code. */
export async function runCommand(args: readonly string[], world: World): Promise<ExitCode> {
  try {
    return await run(args, world)
  } catch (error) {
    world.terminal.tell(messageOf(error))
    return error instanceof CommandError ? error.exitCode : exitCodes.failed
  }
}

async function run(args: readonly string[], { env, terminal, signal }: World): Promise<ExitCode> {
  const asksForHelp = args.length === 0 || args[0] === 'help' || args.includes('--help') || args.includes('-h')
  if (asksForHelp)
    return help(
      args.filter((arg) => arg !== 'help' && !arg.startsWith('-')),
      terminal,
    )
  const command = findCommand(args)
  if (!command)
    throw new CommandError(`There is no command '${args.slice(0, 2).join(' ')}'. sojourn help lists them.`, exitCodes.misunderstood)
  const { values, positionals } = parsed(command, args.slice(command.name.split(' ').length))
  const config = parseConfig(env)
  if (!config.ok) throw new CommandError(configMessage(config.error))
  return command.run({ config: config.value, values, words: positionals, terminal, signal })
}

function findCommand(words: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word))
}

function parsed({ name, usage, options }: Command, args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return {
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => !Array.isArray(value))) as Record<string, string | boolean>,
      positionals,
    }
  } catch (error) {
    const [complaint = ''] = messageOf(error).split('. ')
    throw new CommandError(`${complaint}.\nUsage: sojourn ${name} ${usage}`, exitCodes.misunderstood)
  }
}

function help(words: readonly string[], terminal: Terminal): ExitCode {
  const command = findCommand(words)
  if (command) {
    terminal.say(`sojourn ${command.name} ${command.usage}\n\n${command.summary}${command.details ? `\n\n${command.details}` : ''}`)
    return exitCodes.done
  }
  const width = Math.max(...commands.map(({ name }) => name.length))
  terminal.say('The operator’s commands, each as: npm run sojourn -- COMMAND\n')
  for (const { name, summary } of commands) terminal.say(`  ${name.padEnd(width)}  ${summary}`)
  terminal.say('\nsojourn help COMMAND tells more of one. Settings come from the environment: docs/operating/configuration.md.')
  return words.length === 0 ? exitCodes.done : exitCodes.misunderstood
}

/** What a person can do something about, in words; a bug with its trace. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (error instanceof CommandError || code.startsWith('ERR_PARSE_ARGS')) return error.message
  if (code === 'ENOSPC') return 'The disk is full.'
  if (/^(ECONN|ETIMEDOUT|EACCES|EROFS|ENOTFOUND|ER_)/.test(code)) return error.message
  return error.stack ?? error.message
}
