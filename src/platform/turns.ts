/** Lets one piece of work run at a time in this process, the others in the order in which they came. */
export type Turns = {
  /** Runs `work` when it is its turn, and gives what it gives. */
  take<T>(work: () => Promise<T>): Promise<T>
}

export function newTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take: <T>(work: () => Promise<T>) => {
      const mine = last.then(work)
      last = mine.then(
        () => undefined,
        () => undefined,
      )
      return mine
    },
  }
}
