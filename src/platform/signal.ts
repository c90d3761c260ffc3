/** Tells whoever listens in this process that something may be there to do. It may be lost in a crash: listeners poll as well. */
export type Signal = {
  /** Calls `waker` each time, until the returned function is called. */
  on(waker: () => void): () => void
  fire(): void
}

export function newSignal(): Signal {
  const wakers = new Set<() => void>()
  return {
    on: (waker) => {
      wakers.add(waker)
      return () => wakers.delete(waker)
    },
    fire: () => {
      for (const waker of wakers) waker()
    },
  }
}
