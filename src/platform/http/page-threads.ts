import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { secondMs } from '../../kernel/clock.ts'
import type { Log } from '../telemetry.ts'
import type { Answer, Question } from './in-process.ts'
import { Problem } from './problem.ts'

/** What goes from thread to thread: words alone. */
type Asked = Question<string | null>
type ThreadData = Readonly<{ siteFile: string; settings: object }>
export const parseThreadData = (data: unknown) => data as ThreadData
export type Ask = Readonly<{ id: number; question: Asked; clientAddress: string }>
type Answered = Readonly<{ id: number; answer: Answer }>
export type ToThread = ({ kind: 'draw' } & Ask) | { kind: 'answers'; answers: Answered[] }
export type FromThread =
  | { kind: 'ready' }
  | { kind: 'drawn'; id: number; answer: Answer }
  | { kind: 'failed'; id: number; stack: string }
  | { kind: 'asks'; asks: Ask[] }
  | { kind: 'report'; path: string; stack: string }

export type PageThreads = Readonly<{
  /** Resolves when every thread can draw. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The page, or what the site answers instead. Rejects when drawing broke down, or when too many wait. */
  draw(question: Asked, clientAddress: string): Promise<Answer>
}>

export type PageThreadsOptions = Readonly<{
  count: number
  siteFile: URL
  /** What pages are told of the market, by `Symbol.for('sojourn.site')`; read when a thread starts. */
  settings: object
  /** The API, as it answers the reader for whom a page is drawn. */
  ask: (question: Question, clientAddress: string) => Promise<Answer>
  log: Log
}>

/** Pages waiting for one thread, beyond which a further one is refused: they would come too late to be read. */
const waitingMax = 500
const restartMs = secondMs

/**
 * Threads beside this one that draw the site's pages, so that words becoming HTML holds up no booking, and a second processor
 * has something to do. A thread that dies is replaced; what it was drawing fails.
 */
export function newPageThreads(options: PageThreadsOptions): PageThreads {
  const alive = new Set<PageThread>()
  let stopping = false

  async function add(): Promise<void> {
    const thread = newPageThread(options)
    void thread.ended.then(async () => {
      alive.delete(thread)
      if (stopping) return
      options.log.error('a thread that draws pages died; another takes its place')
      await sleep(restartMs, undefined, { ref: false })
      // One that dies again has an end of its own.
      if (!stopping) await add().catch(() => undefined)
    })
    await thread.ready
    alive.add(thread)
  }
  return {
    start: async () => void (await Promise.all(Array.from({ length: options.count }, add))),
    stop: async () => {
      stopping = true
      await Promise.all([...alive].map((thread) => thread.stop()))
    },
    draw: async (question, clientAddress) => {
      const [idlest] = [...alive].toSorted((a, b) => a.waiting() - b.waiting())
      if (!idlest || idlest.waiting() >= waitingMax) throw new Problem(503, 'try_again')
      return idlest.draw(question, clientAddress)
    },
  }
}

/** Passes on at once what comes before the event loop turns: waking the other thread costs more than most of what it is told. */
export function together<T>(pass: (some: T[]) => void): (one: T) => void {
  let waiting: T[] = []
  return (one) => {
    if (waiting.push(one) > 1) return
    setImmediate(() => {
      const some = waiting
      waiting = []
      pass(some)
    })
  }
}

type PageThread = ReturnType<typeof newPageThread>
type Waiting = Readonly<{ resolve: (answer: Answer) => void; reject: (error: Error) => void }>

function newPageThread({ siteFile, settings, ask, log }: PageThreadsOptions) {
  const drawing = new Map<number, Waiting>()
  let last = 0
  const workerData: ThreadData = { siteFile: siteFile.href, settings }
  const worker = new Worker(new URL('page-thread.ts', import.meta.url), { workerData })
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  const tell = (message: ToThread) => worker.postMessage(message)
  const { promise: ready, ...readiness } = Promise.withResolvers<void>()

  const answers = together<Answered>((some) => tell({ kind: 'answers', answers: some }))

  const hear = {
    ready: () => readiness.resolve(),
    drawn: ({ id, answer }) => take(id)?.resolve(answer),
    failed: ({ id, stack }) => take(id)?.reject(new Error(`a page could not be drawn: ${stack}`)),
    asks: ({ asks }) => asks.forEach((one) => void answer(one)),
    report: ({ path, stack }) => log.error({ path, stack }, 'a page failed'),
  } satisfies { [Kind in FromThread['kind']]: (message: Extract<FromThread, { kind: Kind }>) => unknown }

  async function answer({ id, question, clientAddress }: Ask): Promise<void> {
    const answered = await ask(question, clientAddress).catch((error: unknown): Answer => {
      log.error({ err: error }, 'the API broke its answer to a page off')
      return { status: 502, headers: [], body: '' }
    })
    answers({ id, answer: answered })
  }
  function take(id: number): Waiting | undefined {
    const waiting = drawing.get(id)
    drawing.delete(id)
    return waiting
  }
  worker.on('message', (message: FromThread) => void Reflect.apply(hear[message.kind], undefined, [message]))
  worker.on('error', (error) => log.error({ err: error }, 'a thread that draws pages failed'))
  const ended = once(worker, 'exit').then(() => {
    const died = new Error('a thread that draws pages died')
    for (const { reject } of drawing.values()) reject(died)
    drawing.clear()
    readiness.reject(died)
  })
  return {
    ready,
    ended,
    waiting: () => drawing.size,
    stop: async () => void (await worker.terminate()),
    draw: (question: Asked, clientAddress: string) =>
      new Promise<Answer>((resolve, reject) => {
        drawing.set(++last, { resolve, reject })
        tell({ kind: 'draw', id: last, question, clientAddress })
      }),
  }
}
