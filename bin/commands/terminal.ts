import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { exitCodes, CommandError, type Terminal } from './command.ts'

/** Standard output for answers, standard error for everything else. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  let shown = 0
  const clear = () => {
    if (shown > 0) stderr.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  return {
    say: (line) => {
      clear()
      stdout.write(`${line}\n`)
    },
    tell: (line) => {
      clear()
      stderr.write(`${line}\n`)
    },
    show: stderr.isTTY
      ? (text) => {
          const cut = text.slice(0, (stderr.columns || 80) - 1)
          stderr.write(`\r${cut.padEnd(shown)}`)
          shown = cut.length
        }
      : undefined,
    askSecret: async (question) => (stdin.isTTY ? typedSecret(question) : firstLine()),
  }
}

/** What is typed goes nowhere but into the answer. */
async function typedSecret(question: string): Promise<string> {
  process.stderr.write(question)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('SIGINT', () => reject(new CommandError('Stopped.', exitCodes.stopped)))
    })
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin })
  for await (const line of lines) return line
  return ''
}
