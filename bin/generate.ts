/**
 * Writes the files that are made of the code: `node bin/generate.ts`. With `--check` it writes nothing and fails when one is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import openapiTypes, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { createApp } from '../src/app.ts'
import { transitionsDocument } from '../src/bookings/transitions-document.ts'
import { configurationDocument } from '../src/config-document.ts'
import { configMessage, parseConfig } from '../src/config.ts'
import { sqlSnapshot } from '../test/sql/snapshot.ts'
import { messageValues } from './message-values.ts'

type Generated = { file: string; make(): Promise<string> }

const openApiFile = 'web/lib/api/openapi.json'

const generated: readonly Generated[] = [
  { file: 'docs/bookings.md', make: async () => transitionsDocument() },
  { file: 'docs/operating/configuration.md', make: async () => configurationDocument() },
  { file: 'test/sql/snapshot.sql', make: sqlSnapshot },
  { file: 'web/lib/i18n/message-values.d.ts', make: async () => messageValues() },
  { file: openApiFile, make: openApi },
  { file: 'web/lib/api/schema.d.ts', make: async () => COMMENT_HEADER + astToString(await openapiTypes(pathToFileURL(openApiFile))) },
]

/** Nothing is signed with it: the description is all that this market is asked for. */
const secretWithoutUse = 'aK3-nobody-signs-anything-with-this-Zq9'

const checking = process.argv.includes('--check')

for (const { file, make } of generated) {
  const fresh = await make()
  if (fresh === textOf(file)) continue
  if (!checking) writeFileSync(file, fresh)
  else process.exitCode = 1
  console.log(checking ? `${file} is stale: run node bin/generate.ts` : `wrote ${file}`)
}

/** What the running market says of itself at /api/openapi.json. */
async function openApi(): Promise<string> {
  const config = parseConfig({ DATABASE_URL: 'sqlite::memory:', SOJOURN_LOG_LEVEL: 'error' })
  if (!config.ok) throw new Error(configMessage(config.error))
  const { server, stop } = await createApp({ config: config.value, secret: secretWithoutUse })
  const { body } = await server.inject('/api/openapi.json')
  await stop()
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
