import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { SentFile } from '../uploads.ts'
import type { App } from './app.ts'

/** For a scope of its own: its bodies are bytes, whatever they call themselves. */
export function takeFiles(scope: App): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/** No body at all is an empty file. */
export function sentFile({ body, headers }: FastifyRequest): SentFile {
  const length = Number(headers['content-length'])
  return { stream: body instanceof Readable ? body : Readable.from([]), length: Number.isFinite(length) ? length : undefined }
}
