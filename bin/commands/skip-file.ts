import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Skipped } from '../../src/importers/inside-airbnb/skips.ts'

const bufferedMax = 64 * 1024

/** The list of what an import left out: one JSON object a line, written as it comes. There is no file when nothing is left out. */
export function newSkipFile(folder: string, name: string) {
  const file = path.join(folder, `${name}.ndjson`)
  let handle: number | undefined
  let buffered = ''
  const flush = () => {
    if (buffered === '') return
    mkdirSync(folder, { recursive: true })
    handle ??= openSync(file, 'a')
    writeSync(handle, buffered)
    buffered = ''
  }
  return {
    add: (skipped: Skipped): void => {
      buffered += `${JSON.stringify(skipped)}\n`
      if (buffered.length > bufferedMax) flush()
    },
    /** @returns where the list is. */
    close: (): string | undefined => {
      flush()
      if (handle === undefined) return undefined
      closeSync(handle)
      return file
    },
  }
}
