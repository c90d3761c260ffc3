import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Plant } from './planting.ts'
import { plants } from './plants.ts'

/**
 * From now on the product's sources are read with the bug `name` in them. Call it before the first of them is imported.
 * @throws when there is no such bug, or when its text is not in the source exactly once: the source has moved on
 */
export function plant(name: string): { wasRead(): boolean } {
  const bug = plants.find((each) => each.name === name)
  if (!bug) throw new Error(`there is no planted bug called '${name}'`)
  const address = new URL(`../../${bug.file}`, import.meta.url).href
  const source = planted(bug)
  let read = false
  registerHooks({
    load: (url, context, nextLoad) => {
      if (url !== address) return nextLoad(url, context)
      read = true
      return { format: 'module-typescript', source, shortCircuit: true }
    },
  })
  return { wasRead: () => read }
}

/** The source with the bug in it. */
export function planted({ name, file, edits }: Plant): string {
  let text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')
  for (const [from, to] of edits) {
    const found = text.split(from).length - 1
    if (found !== 1) throw new Error(`the planted bug '${name}' does not fit ${file} any more: its text is there ${found} times\n${from}`)
    text = text.replace(from, () => to)
  }
  return text
}
