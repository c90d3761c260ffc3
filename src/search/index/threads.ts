import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import type { Lock } from './lock.ts'
import type { Questions } from './questions.ts'
import type { Asked, Replied, ThreadData } from './search-thread.ts'
import { wholeOf, type Told } from './share.ts'
import type { Index } from './shared-index.ts'

type Later = { [Name in keyof Questions]: (...ask: Parameters<Questions[Name]>) => Promise<ReturnType<Questions[Name]>> }

/** Threads that answer questions. One that ends by itself is followed by another, which is asked again what it was asked. */
export type Threads = Later & {
  /** Puts it in each one's queue: before the lock says that something was told. */
  tell(told: Told): void
  stop(): Promise<void>
  /** For tests of what follows. */
  endOne(): Promise<void>
}

type Waiting = { asked: Asked; tries: number; resolve(reply: unknown): void; reject(error: unknown): void }
type Thread = { worker: Worker; told: MessagePort; seat: number; waiting: Map<number, Waiting> }

/** A question that ends this many threads is not asked again. */
const triesMax = 2

export function newThreads(index: Index, lock: Lock, count: number): Threads {
  const threads = new Map<number, Thread>()
  let stopped = false
  let asks = 0

  const start = (seat: number) => {
    const { port1: told, port2 } = new MessageChannel()
    const workerData: ThreadData = { whole: wholeOf(index), generation: lock.generation(), lock: lock.memory, seat, told: port2 }
    const worker = new Worker(new URL('search-thread.ts', import.meta.url), { workerData, transferList: [port2] })
    const thread: Thread = { worker, told, seat, waiting: new Map() }
    worker.on('message', (replied: Replied) => settle(thread, replied))
    // What it died of is told by whoever asked it; that it ended is all that counts here.
    let cause: unknown
    worker.on('error', (error: unknown) => {
      cause = error
    })
    worker.on('exit', () => {
      lock.abandon(seat)
      threads.delete(seat)
      if (stopped) return
      const next = start(seat)
      for (const waiting of thread.waiting.values()) {
        if (++waiting.tries >= triesMax) waiting.reject(cause ?? new Error('a search thread ended'))
        else send(next, waiting)
      }
    })
    threads.set(seat, thread)
    return thread
  }
  for (let seat = 0; seat < count; seat++) start(seat)

  const post = <Reply>(make: (number: number) => Asked) =>
    new Promise<Reply>((resolve, reject) => {
      send(leastBusy(threads), { asked: make(asks++), tries: 0, resolve, reject })
    })

  return {
    search: (...ask) => post((number) => ({ number, name: 'search', ask })),
    calendar: (...ask) => post((number) => ({ number, name: 'calendar', ask })),
    named: (...ask) => post((number) => ({ number, name: 'named', ask })),
    countIn: (...ask) => post((number) => ({ number, name: 'countIn', ask })),
    tell: (told) => {
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
      for (const thread of threads.values()) thread.told.postMessage(told)
    },
    endOne: async () => void (await leastBusy(threads).worker.terminate()),
    stop: async () => {
      stopped = true
      await Promise.all([...threads.values()].map(({ worker }) => worker.terminate()))
    },
  }
}

function send({ worker, waiting }: Thread, question: Waiting): void {
  waiting.set(question.asked.number, question)
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  worker.postMessage(question.asked)
}

function settle({ waiting }: Thread, replied: Replied): void {
  const question = waiting.get(replied.number)
  waiting.delete(replied.number)
  if ('error' in replied) question?.reject(replied.error)
  else question?.resolve(replied.reply)
}

function leastBusy(threads: ReadonlyMap<number, Thread>): Thread {
  let least: Thread | undefined
  for (const thread of threads.values()) if (!least || thread.waiting.size < least.waiting.size) least = thread
  if (!least) throw new Error('search has no threads')
  return least
}
