import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { eachFile } from './form-files.ts'

const form = '--cut\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nbytes\r\n--cut--\r\n'

async function filesOf(type: string): Promise<string[]> {
  const found: string[] = []
  const request = new Request('http://localhost/', { method: 'POST', headers: { 'content-type': type }, body: form })
  await eachFile(request, async ({ name, stream }) => void found.push(`${name}: ${await text(stream)}`))
  return found
}

test('a form hands over its files, however its boundary is written', async () => {
  for (const type of ['multipart/form-data; boundary=cut', 'multipart/form-data;Boundary="cut"'])
    assert.deepEqual(await filesOf(type), ['a.jpg: bytes'], type)
})

test('a form that does not say where its parts end has no files, and breaks nothing', async () => {
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=""'])
    assert.deepEqual(await filesOf(type), [], type)
})
