import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { tempFolder } from '../../../test/temp.ts'
import { err, ok } from '../../kernel/result.ts'
import { readCsv } from './read-csv.ts'

const folder = tempFolder('read-csv')

/** What comes of a file with this content: its rows as 'line: cells', and the outcome. */
async function read(content: string | Buffer, options: { required?: string[]; mayBeEmpty?: boolean } = {}) {
  const file = path.join(folder, 'listings.csv')
  writeFileSync(file, content)
  const rows: string[] = []
  const outcome = await readCsv<never>(file, {
    required: options.required ?? ['id'],
    mayBeEmpty: options.mayBeEmpty ?? false,
    onRows: (batch) => {
      rows.push(...batch.map(({ line, cells, whole }) => `${line}: ${cells.join('|')}${whole ? '' : ' not whole'}`))
      return ok()
    },
  })
  return { rows, outcome }
}

const many = Array.from({ length: 40_000 }, (_, index) => `${index},"a\r\nb ${'x'.repeat(index % 50)}"`).join('\r\n')

test('a row is told by the line on which it begins, over CRLF, a BOM, empty lines and breaks inside quotes', async () => {
  const { rows } = await read('\ufeffid,text\r\n1,"x\r\ny\r\nz"\r\n\r\n2,y\r\n3,"q\nr"\r\n4,"5 ""quoted"""')
  assert.deepEqual(rows, ['2: 1|x\r\ny\r\nz', '6: 2|y', '7: 3|q\nr', '9: 4|5 "quoted"'])
})

test('lines are counted right across the pieces that a long file is read in', async () => {
  const { rows, outcome } = await read(`id,text\r\n${many}`)
  assert.ok(outcome.ok)
  assert.ok(rows.every((row, index) => row.startsWith(`${2 * index + 2}: ${index}|`)))
  assert.equal(rows.length, 40_000)
})

test('gzip is told by its content, and packed or not the hash is that of the content', async () => {
  const [plain, packed] = [await read('id\n1\n'), await read(gzipSync('id\n1\n'))]
  assert.deepEqual(packed, plain)
  const other = await read('id\n2\n')
  assert.ok(plain.outcome.ok && other.outcome.ok)
  assert.notEqual(plain.outcome.value.sha256, other.outcome.value.sha256)
})

test('a row with too few or too many cells is handed over as such', async () => {
  const { rows } = await read('id,text\n1\n2,b\n3,c,d\n')
  assert.deepEqual(rows, ['2: 1 not whole', '3: 2|b', '4: 3|c|d not whole'])
})

const packed = gzipSync(`id,text\n${many}`)
const flipped = Buffer.from(packed)
flipped[packed.length - 2_000] = 255 - (flipped[packed.length - 2_000] ?? 0)

const broken: [what: string, content: string | Buffer, line: number | 'somewhere', reason: RegExp][] = [
  ['is empty', '', 1, /empty/],
  ['has a header alone', 'id,text\n', 1, /no rows/],
  ['lacks columns', 'number,text\n1,x\n', 1, /no column "id"/],
  ['never closes a quote', 'id,text\n1,x\n2,"y\n3,z\n', 3, /never closed/],
  ['never closes a quote, for longer than a row may be', `id,text\n1,"${'x\n'.repeat(700_000)}`, 2, /longer than/],
  ['opens a quote within a cell', 'id,text\n1,x\n2,5" disk\n', 3, /opened/],
  ['closes a quote within a cell', 'id,text\n1,"x"y\n', 2, /closed in the middle/],
  ['is a gzip cut off', packed.subarray(0, packed.length - 1_000), 'somewhere', /ends too early/],
  ['is a damaged gzip', flipped, 'somewhere', /damaged/],
]

for (const [what, content, line, reason] of broken) {
  test(`a file that ${what} is refused with the line and the reason`, async () => {
    const { outcome } = await read(content)
    assert.ok(!outcome.ok)
    assert.equal(outcome.error.file, 'listings.csv')
    assert.match(outcome.error.reason, reason)
    if (line !== 'somewhere') assert.equal(outcome.error.line, line)
  })
}

test('a header alone is good where a file may be empty', async () => {
  assert.ok((await read('id\n', { mayBeEmpty: true })).outcome.ok)
})

test('a folder in the place of a file is refused', async () => {
  mkdirSync(path.join(folder, 'calendar.csv'))
  const outcome = await readCsv(path.join(folder, 'calendar.csv'), { required: [], onRows: () => ok() })
  assert.deepEqual(outcome, err({ code: 'broken_file', file: 'calendar.csv', line: 1, reason: 'it is a folder' }))
})

test('reading ends when the reader of the rows has had enough', async () => {
  const file = path.join(folder, 'long.csv')
  writeFileSync(file, `id,text\r\n${many}`)
  let calls = 0
  const outcome = await readCsv(file, {
    required: ['id'],
    onRows: () => {
      calls += 1
      return err({ code: 'enough' })
    },
  })
  assert.deepEqual(outcome, err({ code: 'enough' }))
  assert.equal(calls, 1)
})
