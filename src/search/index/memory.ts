import type { Instant } from '../../kernel/clock.ts'
import { timeOf } from './hours.ts'
import type { Query } from '../query.ts'

/** Answers kept; a page with its pins is about 20 kB. */
const answersMax = 200

/** Answers since which nothing has changed, nor what day it is or who may still be asked: the home page asks the same for everybody. */
export function newMemory<Answered>() {
  const answers = new Map<string, Answered>()
  let time = 0
  return {
    forget: () => answers.clear(),
    recall: (query: Query, now: Instant, work: () => Answered): Answered => {
      if (timeOf(now) !== time || answers.size >= answersMax) answers.clear()
      time = timeOf(now)
      const key = JSON.stringify(query)
      const answered = answers.get(key) ?? work()
      answers.set(key, answered)
      return answered
    },
  }
}
