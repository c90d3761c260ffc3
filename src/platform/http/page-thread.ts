/**
 * A thread that draws pages: the built site, and nothing else of the product. What a page asks of the API goes back to the
 * thread that has the database. Started by page-threads.ts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { packed } from './compression.ts'
import { answerInProcess, questionOf, type Answer } from './in-process.ts'
import { parseThreadData, together, type Ask, type FromThread, type ToThread } from './page-threads.ts'
import { loadSite } from './site.ts'

if (isMainThread || !parentPort) throw new Error('page-thread.ts is no program: newPageThreads starts it')
const port = parentPort
const { siteFile, settings } = parseThreadData(workerData)
const tell = (message: FromThread) => port.postMessage(message)

const asked = new Map<number, (answer: Answer) => void>()
let lastAsked = 0
/** What a page wants to know at the same time. */
const ask = together<Ask>((asks) => tell({ kind: 'asks', asks }))

Object.assign(globalThis, {
  [Symbol.for('sojourn.api')]: async (request: Request, clientAddress: string) => {
    const { body, ...question } = await questionOf(request)
    if (body !== null && typeof body !== 'string') throw new Error('a page that is drawn in a thread sends no files')
    return new Promise<Answer>((resolve) => {
      asked.set(++lastAsked, resolve)
      ask({ id: lastAsked, question: { ...question, body }, clientAddress })
    })
  },
  [Symbol.for('sojourn.site')]: {
    ...settings,
    report: (error: unknown, path: string) => tell({ kind: 'report', path, stack: stackOf(error) }),
  },
})

const handler = await loadSite(siteFile)
const drawn = (request: IncomingMessage, reply: ServerResponse) => handler(request, reply, () => reply.writeHead(404).end())

port.on('message', (message: ToThread) => {
  if (message.kind === 'answers') {
    for (const { id, answer } of message.answers) {
      asked.get(id)?.(answer)
      asked.delete(id)
    }
    return
  }
  const { id, question, clientAddress } = message
  answerInProcess(drawn, question, clientAddress).then(
    // Here, and not where the API answers: it costs as much as many an answer.
    (answer) => tell({ kind: 'drawn', id, answer: packed(answer, question.headers['accept-encoding']) }),
    (error: unknown) => tell({ kind: 'failed', id, stack: stackOf(error) }),
  )
})
tell({ kind: 'ready' })

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
