/** The operator's command line: `npm run sojourn -- COMMAND`. */
import { runCommand } from './commands/run-command.ts'
import { processTerminal } from './commands/terminal.ts'

const stopping = new AbortController()
// Only an import takes long enough to be stopped in order; a second signal ends anything at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

process.exitCode = await runCommand(process.argv.slice(2), { env: process.env, terminal: processTerminal(), signal: stopping.signal })
