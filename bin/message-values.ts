import { globSync, readFileSync } from 'node:fs'
import compile from 'icu-minify/compile'

type Value = Readonly<{ name: string; type: string }>

const plain = 'string | number'
const tag = 'never'
/** By what icu-minify calls a select, a plural, an ordinal, a number, a date and a time. */
const typeOf: Readonly<Record<number, string>> = { 1: 'string', 2: 'number', 3: 'number', 4: 'number', 5: 'Date', 6: 'Date' }

/** The types of what the site's messages are given, in all languages together. */
export function messageValues(): string {
  const texts = globSync('web/messages/*/*.json')
    .toSorted()
    .flatMap((file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>))
  const entries = Map.groupBy(texts, ([key]) => key)
    .entries()
    .map(([key, all]) =>
      entry(
        key,
        all.flatMap(([, text]) => valuesIn(compile(text))),
      ),
    )
  return `/**
 * What each message must be given; one that needs nothing is not here. \`never\` is a tag, which only Rich can draw.
 * Made of web/messages by bin/generate.ts.
 */
export type MessageValues = {
${[...entries].join('')}}
`
}

function entry(key: string, values: readonly Value[]): string {
  const each = Map.groupBy(values, ({ name }) => name)
    .entries()
    .map(([name, uses]) => `${name}: ${uses.find(({ type }) => type !== plain)?.type ?? plain}`)
  return values.length === 0 ? '' : `  '${key}': { ${[...each].join('; ')} }\n`
}

/** A message, or one branch of it, is a text, '#', or a list of nodes. */
const valuesIn = (message: unknown): Value[] => (Array.isArray(message) ? message.flatMap(valuesOf) : [])

/** A node is a text, '#', a value with its kind and branches, or a tag with the nodes inside it. */
function valuesOf(node: unknown): Value[] {
  if (!Array.isArray(node)) return []
  const [name, kind, branches] = node as [string, unknown, unknown]
  if (kind === undefined) return [{ name, type: plain }]
  const type = typeof kind === 'number' ? typeOf[kind] : undefined
  if (type === undefined) return [{ name, type: tag }, ...valuesIn(node.slice(1))]
  return [{ name, type }, ...Object.values(branches ?? {}).flatMap(valuesIn)]
}
