import { z } from 'zod'
import { typeOfKey, type FileStore } from '../platform/files.ts'
import type { App } from '../platform/http/app.ts'
import { hasTag } from '../platform/http/etag.ts'
import { Problem } from '../platform/http/problem.ts'
import { originalsFolder } from './picture.ts'

/** A year. A picture's address names these very bytes: another picture has another address. */
const cacheControl = 'public, max-age=31536000, immutable'

/** Pictures, at the addresses that `presentPicture` gives. Mounted beside the API, not within. */
export async function fileRoutes(app: App, { files }: { files: FileStore }): Promise<void> {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/files/*',
    config: { access: 'public' },
    schema: { hide: true, params: z.object({ '*': z.string() }) },
    handler: async (request, reply) => {
      const key = request.params['*']
      const info = isServed(key) ? await files.info(key) : undefined
      if (!info) throw new Problem(404, 'file_not_found')
      reply.header('etag', info.etag).header('cache-control', cacheControl)
      if (hasTag(request.headers['if-none-match'], info.etag)) return reply.code(304).send()
      const file = request.method === 'HEAD' ? undefined : await files.get(key)
      reply.type(info.type).header('content-length', info.size)
      return reply.send(file?.stream ?? null)
    },
  })
}

/** Variants are; the kept originals are not, nor what is no picture. */
const isServed = (key: string) => typeOfKey(key)?.startsWith('image/') === true && !key.startsWith(originalsFolder)
