import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { forEachDatabase } from '../databases.ts'

/** SOJOURN_TEST_KILLS=1000 is the long run. */
const kills = Number(process.env.SOJOURN_TEST_KILLS ?? 4)

/** One process after the other writes and is killed at some moment after its first rows. @returns what was acknowledged */
async function writeAndKill(url: string, name: string): Promise<string[]> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'writer-process.ts'), url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text))
  const ended = once(child, 'close')
  await once(child.stdout, 'data')
  await sleep(20 + Math.random() * 100)
  child.kill('SIGKILL')
  await ended
  return told.split('\n').slice(0, -1)
}

forEachDatabase('of a killed process each acknowledged transaction is there, whole, and no part of a failed one', async (_, db, url) => {
  const told: string[] = []
  for (let kill = 0; kill < kills; kill++) told.push(...(await writeAndKill(url, String(kill))))
  const rows = (await db.selectFrom('unit_calendar').select('unit_id').execute()).map((row) => String(row.unit_id))
  const there = new Set(rows)
  assert.ok(told.length > 20, `${told.length} transactions`)
  assert.deepEqual(
    told.filter((turn) => !there.has(`ok ${turn} 1`) || !there.has(`ok ${turn} 2`)),
    [],
  )
  assert.deepEqual(
    rows.filter((row) => row.startsWith('no')),
    [],
  )
  assert.equal(rows.length % 2, 0)
  assert.ok(rows.every((row) => there.has(row.replace(/[12]$/, '1')) && there.has(row.replace(/[12]$/, '2'))))
})
