import { createHash } from 'node:crypto'
import type { onSendAsyncHookHandler } from 'fastify'

/** Whether If-None-Match names `etag`. RFC 9110: a list of tags, weak or not, or a star. */
export const hasTag = (header: string | undefined, etag: string) =>
  header?.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag) ?? false

/** A route's `onSend`: gives its answer a tag made of its words, and sends none of them to who has them. */
export const tagAnswer: onSendAsyncHookHandler = async (request, reply, payload) => {
  if (reply.statusCode !== 200 || typeof payload !== 'string') return payload
  const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 22)}"`
  reply.header('etag', etag)
  if (!hasTag(request.headers['if-none-match'], etag)) return payload
  reply.code(304)
  return null
}
