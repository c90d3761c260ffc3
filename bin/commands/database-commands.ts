import { mkdirSync } from 'node:fs'
import { loadDemo } from '../../src/importers/demo/load-demo.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { migrateToLatest } from '../../src/platform/migrate.ts'
import { CommandError, count, exitCodes, withMarket, type Command } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: '',
  summary: 'bring the database to the newest form; starting the market does it too',
  options: {},
  run: async ({ config, terminal }) => {
    mkdirSync(config.dataDir, { recursive: true })
    const db = openDatabase(config.databaseUrl)
    try {
      const { applied } = await migrateToLatest(db)
      for (const name of applied) terminal.say(name)
      terminal.tell(applied.length === 0 ? 'There was nothing to do.' : `${count(applied.length, 'step')} done.`)
    } finally {
      await db.destroy()
    }
    return exitCodes.done
  },
}

export const demoLoadCommand: Command = {
  name: 'demo load',
  usage: '',
  summary: 'put the demo town into an empty market, where the demo is allowed',
  details: 'Its pictures are drawn by the running market.',
  options: {},
  run: async (call) => {
    if (!call.config.demo.town) throw new CommandError('The demo is not allowed here: see SOJOURN_DEMO in docs/operating/configuration.md.')
    if (!(await withMarket(call, loadDemo))) throw new CommandError('The market has homes of its own: the demo is for an empty one.')
    call.terminal.tell('The demo town is there.')
    return exitCodes.done
  },
}
