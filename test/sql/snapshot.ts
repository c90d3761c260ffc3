import { statementsOf } from './record.ts'
import { storeFunctions, type StoreFunction } from './stores.ts'

/** Every statement that the stores can send, as SQLite and as the MySQL family get it: what a change does to them is seen in review. */
export async function sqlSnapshot(): Promise<string> {
  const parts = await Promise.all((await storeFunctions()).map(part))
  return `-- Made by bin/generate.ts. A line without a name is for both databases, but for the quotes around names.\n\n${parts.join('\n')}`
}

async function part({ name, calls }: StoreFunction): Promise<string> {
  const [sqlite, mysql] = await Promise.all([statements('sqlite', calls), statements('mysql', calls)])
  const same = sqlite.map(unquoted).join('\n') === mysql.map(unquoted).join('\n')
  const lines = same
    ? sqlite.map(unquoted)
    : [...sqlite.map((text) => `sqlite: ${unquoted(text)}`), ...mysql.map((text) => `mysql: ${unquoted(text)}`)]
  return `-- ${name}\n${lines.join('\n')}\n`
}

async function statements(kind: 'sqlite' | 'mysql', calls: StoreFunction['calls']): Promise<string[]> {
  const each = await Promise.all(calls.map((call) => statementsOf(kind, call)))
  return [...new Set(each.flat())]
}

const unquoted = (text: string) => text.replaceAll(/["`]/g, '')
