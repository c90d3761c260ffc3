/** A thread that answers searches from memory that it shares with the one who writes it. */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { newHours } from './hours.ts'
import { newLock } from './lock.ts'
import { newQuestions, type Questions } from './questions.ts'
import { hear, indexOf, type Told, type Whole } from './share.ts'

export type ThreadData = Readonly<{ whole: Whole; generation: number; lock: SharedArrayBuffer; seat: number; told: MessagePort }>
/** One of the questions, with what it asks. */
export type Asked = {
  [Name in keyof Questions]: Readonly<{ number: number; name: Name; ask: Parameters<Questions[Name]> }>
}[keyof Questions]
export type Replied = Readonly<{ number: number; reply: unknown } | { number: number; error: unknown }>

if (!parentPort) throw new Error('search-thread.ts is no program: newThreads starts it')
const port = parentPort
const { whole, generation, lock: memory, seat, told } = parseThreadData(workerData)
const reply = (replied: Replied) => port.postMessage(replied)
const lock = newLock(memory)
const index = indexOf(whole)
const hoursAt = newHours(index)
const questions = newQuestions((now) => ({ index, hours: hoursAt(now) }), index)
let heard = generation

port.on('message', (asked: Asked) => {
  lock.enter(seat)
  try {
    catchUp()
    reply({ number: asked.number, reply: replyTo(asked) })
  } catch (error) {
    reply({ number: asked.number, error })
  } finally {
    lock.leave(seat)
  }
})

/** What was told lies in the queue before the generation says so. */
function catchUp(): void {
  for (; heard < lock.generation(); heard++) {
    const next = receiveMessageOnPort(told)
    if (!next) throw new Error('what was told has not come')
    hear(index, parseTold(next.message))
  }
}

/** Both come from this program's own code: what its types say holds. */
function parseThreadData(data: unknown): ThreadData {
  return data as ThreadData
}

function parseTold(told: unknown): Told {
  return told as Told
}

function replyTo({ name, ask }: Asked): unknown {
  switch (name) {
    case 'search':
      return questions.search(...ask)
    case 'calendar':
      return questions.calendar(...ask)
    case 'named':
      return questions.named(...ask)
    case 'countIn':
      return questions.countIn(...ask)
  }
}
