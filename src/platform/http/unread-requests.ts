import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { secondMs } from '../../kernel/clock.ts'
import type { Ids } from '../../kernel/ids.ts'
import { systemTimers } from '../timers.ts'
import { problemBody, problemType } from './problem.ts'

/** What Node's own parser refuses, by its stable codes, before there is a request to answer. */
const refusals: Readonly<Record<string, { status: number; code: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'headers_too_large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request_timeout' },
}

/** How long whoever still sends is listened to: a connection that is cut in the middle of it takes the answer along. */
const listenMsMax = secondMs

/** Answers what is no request, or too long a one, with a problem like any other. Nothing of what was sent is looked at. */
export const answerUnread =
  (ids: Ids) =>
  (error: Error & { code?: string }, socket: Socket): void => {
    // What comes after the answer ends here too.
    if (error.code === 'ECONNRESET' || !socket.writable) return
    const refused = refusals[error.code ?? ''] ?? { status: 400, code: 'bad_request' }
    const requestId = ids.next<'request'>()
    const body = JSON.stringify(problemBody({ ...refused, facts: {} }, requestId))
    const head = [
      `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status] ?? ''}`,
      `content-type: ${problemType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
    systemTimers.after(listenMsMax, () => socket.destroy())
  }
