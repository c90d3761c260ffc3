import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { demoHomes } from '../demo-homes.ts'
import { settingOf } from '../demo-pictures.ts'
import { lights, type LightName } from './light.ts'
import { describePicture, drawPicture, pictureKinds, type Setting } from './picture.ts'

const setting: Setting = {
  seed: 'net-loft',
  house: 'townhouse',
  place: 'sea',
  light: 'golden',
  scheme: 3,
  layouts: { living: 0, bedroom: 1, kitchen: 0 },
}
const digest = (text: string) => createHash('sha256').update(text).digest('hex')

test('a picture for a seed is the same on each run and each machine, and another for another seed', () => {
  for (const kind of pictureKinds) {
    assert.equal(drawPicture(setting, kind), drawPicture(setting, kind))
    assert.notEqual(drawPicture(setting, kind), drawPicture({ ...setting, seed: 'chapel-row' }, kind), kind)
  }
  assert.equal(digest(drawPicture(setting, 'exterior')).slice(0, 12), 'f28c9ea41d52')
})

test('a room can be furnished in two ways', () => {
  const other: Setting = { ...setting, layouts: { living: 1, bedroom: 0, kitchen: 1 } }
  for (const kind of ['living', 'bedroom', 'kitchen'] as const) {
    assert.notEqual(drawPicture(setting, kind), drawPicture(other, kind))
    assert.notEqual(describePicture(setting, kind), describePicture(other, kind))
  }
  assert.equal(drawPicture(setting, 'bathroom'), drawPicture(other, 'bathroom'))
})

test('every drawing of the demo is whole numbers and colours, small, and something that can be shown', async () => {
  for (const home of demoHomes) {
    for (const kind of pictureKinds) {
      const drawing = drawPicture(settingOf(home), kind)
      assert.doesNotMatch(drawing, /NaN|undefined|Infinity/, `${home.slug} ${kind}`)
      assert.ok(drawing.length < 16_000, `${home.slug} ${kind}: ${drawing.length}`)
      assert.match(describePicture(settingOf(home), kind), /^Illustration: [a-zA-Z]/)
    }
  }
  for (const light of Object.keys(lights) as LightName[]) {
    const { width, height } = await sharp(Buffer.from(drawPicture({ ...setting, light }, 'view'))).metadata()
    assert.deepEqual([width, height], [1200, 800])
  }
})
