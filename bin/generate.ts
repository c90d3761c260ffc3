/**
 * Writes the files that are made of the code: `node bin/generate.ts`. With `--check` it writes nothing and fails when one is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import openapiTypes, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { configurationDocument } from '../src/config-document.ts'
import { sqlSnapshot } from '../test/sql/snapshot.ts'

type Generated = { file: string; make(): Promise<string> }

const openApiFile = 'web/lib/api/openapi.json'

const generated: readonly Generated[] = [
  { file: 'docs/operating/configuration.md', make: async () => configurationDocument() },
  { file: 'test/sql/snapshot.sql', make: sqlSnapshot },
  { file: 'web/lib/api/schema.d.ts', make: async () => COMMENT_HEADER + astToString(await openapiTypes(pathToFileURL(openApiFile))) },
]

const checking = process.argv.includes('--check')

for (const { file, make } of generated) {
  const fresh = await make()
  if (fresh === textOf(file)) continue
  if (!checking) writeFileSync(file, fresh)
  else process.exitCode = 1
  console.log(checking ? `${file} is stale: run node bin/generate.ts` : `wrote ${file}`)
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
