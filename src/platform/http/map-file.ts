import { open, type FileHandle } from 'node:fs/promises'
import type { App } from './app.ts'
import { parseByteRange } from './byte-range.ts'
import { hasTag } from './etag.ts'
import { Problem } from './problem.ts'

/** A day. Who holds a part of a file that was replaced is told by its tag. */
const cacheControl = 'public, max-age=86400'

/** The operator's map, by pieces: a map reads the few tiles that it shows out of a file that may hold a country. */
export async function mapFileRoutes(app: App, { url, file }: { url: string; file: string }): Promise<void> {
  app.route({
    method: ['GET', 'HEAD'],
    url,
    // Not counted: one look at a map is dozens of pieces.
    config: { access: 'public', rateLimit: false },
    schema: { hide: true },
    handler: async ({ method, headers }, reply) => {
      const handle = await openFile(file)
      const { size, mtimeMs } = await handle.stat()
      const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
      reply.headers({ etag, 'cache-control': cacheControl, 'accept-ranges': 'bytes' }).type('application/vnd.pmtiles')
      const fresh = headers['if-range'] === undefined || headers['if-range'] === etag
      const range = fresh ? parseByteRange(headers.range, size) : null
      const known = hasTag(headers['if-none-match'], etag)
      if (known || range === 'unsatisfiable' || method === 'HEAD') {
        await handle.close()
        if (known) return reply.code(304).send()
        if (method === 'HEAD') return reply.header('content-length', size).send()
        reply.headers({ 'content-range': `bytes */${size}`, 'cache-control': 'no-store' })
        throw new Problem(416, 'range_not_satisfiable')
      }
      const { first, last } = range ?? { first: 0, last: size - 1 }
      if (range) reply.code(206).header('content-range', `bytes ${first}-${last}/${size}`)
      reply.header('content-length', last - first + 1)
      return reply.send(handle.createReadStream({ start: first, end: last }))
    },
  })
}

/** @throws Problem when it is not there: an operator may be about to replace it. */
async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new Problem(404, 'file_not_found')
    throw error
  }
}
