import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachDatabase } from '../../../test/databases.ts'
import { tempFolder } from '../../../test/temp.ts'
import { findUserByEmail } from '../../accounts/find-user.ts'
import { hostOf } from '../../accounts/host.ts'
import { instant } from '../../kernel/clock.ts'
import { newIds } from '../../kernel/ids.ts'
import { seededRandom } from '../../kernel/random.ts'
import { localFiles } from '../../platform/files.ts'
import { newTurns } from '../../platform/turns.ts'
import { newWorker } from '../../platform/worker.ts'
import { drawPortrait } from './art/portrait.ts'
import { demoHosts } from './demo-hosts.ts'
import { demoHomes } from './demo-homes.ts'
import { demoLooks } from './demo-looks.ts'
import { demoEmail } from './demo-people.ts'
import { portraitJobs, portraitsJob } from './demo-portraits.ts'
import { demoJobs, picturesJob } from './demo-pictures.ts'
import { loadDemo } from './load-demo.ts'

const finish = async () => undefined

forEachDatabase('everybody who lets in the demo gets a portrait of their own once homes have their outsides', async (_, db) => {
  const clock = { now: () => instant('2026-11-22T12:00:00Z') }
  const random = seededRandom(1)
  const deps = { db, clock, random, ids: newIds(clock, random) }
  await loadDemo(deps)
  const pictures = { ...deps, files: localFiles(tempFolder('demo-portraits'), random), turns: newTurns() }
  const jobsOf = (kind: string) => db.selectFrom('job').select('id').where('kind', '=', kind).execute()
  assert.equal((await jobsOf(portraitsJob)).length, 0)
  await db.deleteFrom('job').where('kind', '=', picturesJob).execute()
  await demoJobs(pictures)[picturesJob]({ next: demoHomes.length }, { finish })
  assert.equal((await jobsOf(portraitsJob)).length, 1)

  const work = newWorker(deps, portraitJobs(pictures))
  while ((await work.runDue()) > 0);
  const seen = new Set<string>()
  for (const slug of Object.keys(demoHosts)) {
    const user = await findUserByEmail(db, demoEmail(slug))
    const portrait = user && (await hostOf(db, user.id))?.portrait
    assert.ok(portrait && (await pictures.files.info(`${portrait}-256.webp`)), slug)
    seen.add(portrait)
  }
  assert.equal(seen.size, 12)
  await portraitJobs(pictures)[portraitsJob]({ next: 0 }, { finish })
  const kept = await db.selectFrom('picture').select('file_key').where('kind', '=', 'portrait').execute()
  assert.equal(kept.length, (await db.selectFrom('portrait').select('user_id').execute()).length, 'a second run draws nobody again')
})

test('a portrait is the same on each run, another for another person, and a drawing that can be shown', () => {
  const drawn = Object.entries(demoLooks).map(([seed, { light, looks }]) => drawPortrait(looks, { seed, light }))
  const again = Object.entries(demoLooks).map(([seed, { light, looks }]) => drawPortrait(looks, { seed, light }))
  assert.deepEqual(drawn, again)
  assert.equal(new Set(drawn).size, drawn.length)
  for (const svg of drawn) {
    assert.doesNotMatch(svg, /NaN|undefined|Infinity/)
    assert.ok(svg.length < 16_000)
  }
})
