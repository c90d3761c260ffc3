import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse, type Parser } from 'csv-parse'
import { err, ok, type Result } from '../../kernel/result.ts'

/** `line` is where the row begins, counted from 1. A row that is not `whole` has more or fewer cells than the header. */
export type Row = Readonly<{ line: number; cells: readonly string[]; columns: Columns; whole: boolean }>
type Columns = ReadonlyMap<string, number>

export type BrokenFile = { code: 'broken_file'; file: string; line: number; reason: string }

type Options<E> = {
  /** Columns without which the file means nothing. Others are read when they are there: `cellOf` answers '' for them. */
  required: readonly string[]
  /** Called with what each piece of the file holds, one call after the other. An `err` ends the reading and is its outcome. */
  onRows: (rows: Row[]) => Result<unknown, E> | Promise<Result<unknown, E>>
  /** How far into the file as it lies on disk. */
  onBytes?: (bytes: number) => void
  /** Whether a header alone is a good file. */
  mayBeEmpty?: boolean
}

const chunkBytes = 256 * 1024
const rowBytesMax = 1024 * 1024

export const cellOf = ({ cells, columns }: Row, column: string) => cells[columns.get(column) ?? -1] ?? ''

/**
 * Reads a CSV file as a stream, gzip or plain: told by its first bytes, not by its name.
 * @returns the SHA-256 of the unpacked content; or what is broken and where, and then `onRows` has seen what lies before.
 */
export async function readCsv<E>(file: string, options: Options<E>): Promise<Result<{ sha256: string; rows: number }, BrokenFile | E>> {
  const reading = newReading()
  const broken = (line: number, reason: string) => err({ code: 'broken_file' as const, file: path.basename(file), line, reason })
  try {
    for await (const chunk of unpacked(file, options.onBytes)) {
      reading.hash.update(chunk)
      reading.lines.add(chunk)
      await written(reading.parser, chunk)
      const outcome = await handOver(reading, options)
      if (!outcome.ok) return outcome
    }
    await finished(reading.parser)
    const outcome = await handOver(reading, options)
    if (!outcome.ok) return outcome
  } catch (error) {
    const reason = whatIsBroken(error)
    if (!reason) throw error
    return broken(reading.lastLine + 1, reason)
  }
  const { columns, rows, hash } = reading
  if (!columns) return broken(1, 'the file is empty')
  const missing = options.required.filter((name) => !columns.has(name))
  if (missing.length > 0) return broken(1, `there is no column ${missing.map((name) => `"${name}"`).join(', ')}`)
  if (rows === 0 && !options.mayBeEmpty) return broken(1, 'there are no rows below the header')
  return ok({ sha256: hash.digest('hex'), rows })
}

type Reading = {
  parser: Parser
  hash: Hash
  lines: ReturnType<typeof newLineCounter>
  /** Parsed and not yet handed over. */
  waiting: { line: number; cells: string[] }[]
  /** On which the last parsed row ends. */
  lastLine: number
  rows: number
  columns: Columns | undefined
}

function newReading(): Reading {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: rowBytesMax,
    record_delimiter: ['\r\n', '\n', '\r'],
    on_record: (cells: string[], { bytes }) => {
      reading.lastLine = reading.lines.lastBefore(bytes)
      reading.waiting.push({ line: reading.lastLine - cells.reduce((sum, cell) => sum + newlinesIn(cell), 0), cells })
      return null
    },
  })
  const lines = newLineCounter()
  const reading: Reading = { parser, hash: createHash('sha256'), lines, waiting: [], lastLine: 0, rows: 0, columns: undefined }
  // Errors reach us through `written` and `finished`; an 'error' event that nobody hears would end the process.
  parser.on('error', () => undefined)
  parser.resume()
  return reading
}

async function handOver<E>(reading: Reading, { required, onRows }: Options<E>): Promise<Result<unknown, E>> {
  const batch = reading.waiting.splice(0)
  if (!reading.columns) {
    const header = batch.shift()
    if (!header) return ok()
    reading.columns = new Map(header.cells.map((name, index) => [name.trim(), index]))
  }
  const { columns } = reading
  reading.rows += batch.length
  if (!required.every((name) => columns.has(name))) return ok()
  return onRows(batch.map(({ line, cells }) => ({ line, cells, columns, whole: cells.length === columns.size })))
}

/** The parser's own count of lines goes wrong at line breaks inside quotes when they are CRLF; bytes it counts well. */
function newLineCounter() {
  const chunks: Buffer[] = []
  let [chunkStart, position, newlines] = [0, 0, 0]
  return {
    add: (chunk: Buffer) => void chunks.push(chunk),
    /** The line that the byte before `end` is on. */
    lastBefore(end: number): number {
      let lastByte = newline
      for (let chunk = chunks[0]; chunk; chunk = chunks[0]) {
        const stop = Math.min(chunk.length, end - chunkStart)
        for (let next = chunk.indexOf(newline, position); next !== -1 && next < stop; next = chunk.indexOf(newline, position)) {
          newlines += 1
          position = next + 1
        }
        lastByte = chunk[stop - 1] ?? lastByte
        if (stop < chunk.length) break
        chunkStart += chunk.length
        position = 0
        chunks.shift()
      }
      return lastByte === newline ? newlines : newlines + 1
    },
  }
}

const newline = 10

function newlinesIn(cell: string): number {
  let count = 0
  for (let next = cell.indexOf('\n'); next !== -1; next = cell.indexOf('\n', next + 1)) count += 1
  return count
}

async function* unpacked(file: string, onBytes: Options<never>['onBytes']): AsyncGenerator<Buffer> {
  const packed = await isGzip(file)
  const source = createReadStream(file, { highWaterMark: chunkBytes })
  // A failure of the source destroys the gunzip with it, and so is thrown from the loop below.
  const bytes = packed ? pipeline(source, createGunzip({ chunkSize: chunkBytes }), () => undefined) : source
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    onBytes?.(source.bytesRead)
    yield chunk
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

const written = (parser: Parser, chunk: Buffer) =>
  new Promise<void>((resolve, reject) => parser.write(chunk, (error) => (error ? reject(error) : resolve())))

const finished = (parser: Parser) =>
  new Promise<void>((resolve, reject) => {
    parser.once('end', resolve).once('error', reject)
    parser.end()
  })

const breakages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote is closed in the middle of a cell',
  INVALID_OPENING_QUOTE: 'a quote is opened in the middle of a cell',
  CSV_MAX_RECORD_SIZE: `a row is longer than ${rowBytesMax} bytes: perhaps a quote is never closed`,
  Z_BUF_ERROR: 'the gzip data ends too early',
  Z_DATA_ERROR: 'the gzip data is damaged',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder',
  EIO: 'it cannot be read from the disk',
}

/** Undefined when the file is not at fault. */
const whatIsBroken = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? breakages[error.code] : undefined
