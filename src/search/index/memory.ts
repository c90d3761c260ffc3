/** Answers since which nothing has changed, by all that they depend on: the home page asks the same for everybody. */
export function newMemory<Answered>(answersMax: number) {
  const answers = new Map<string, Answered>()
  return {
    forget: () => answers.clear(),
    recall: (question: unknown, work: () => Answered): Answered => {
      const key = JSON.stringify(question)
      const answered = answers.get(key) ?? work()
      if (answers.size >= answersMax) answers.clear()
      answers.set(key, answered)
      // What failed is asked anew.
      if (answered instanceof Promise) answered.catch(() => answers.delete(key))
      return answered
    },
  }
}
