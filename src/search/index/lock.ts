/** Who is at the index (-1: the one who writes, else how many read), whether the one who writes waits, how often it has told something, and who reads. */
const [state, waits, generation, seats] = [0, 1, 2, 3]
export const seatsMax = 64

/** Many read at once, one writes alone: nobody ever sees half of a change. In shared memory, between threads. */
export type Lock = {
  readonly memory: SharedArrayBuffer
  /** Blocks the thread until it may read. Who waits to write goes first. @param seat the thread's own number */
  enter(seat: number): void
  leave(seat: number): void
  /** After a thread has ended, wherever it was. */
  abandon(seat: number): void
  /** Resolves when nobody reads, and nobody will until `written`. Never blocks the thread. */
  write(): Promise<void>
  /** Lets readers in again. @param told that they must learn of something first: see `generation` */
  written(told: boolean): void
  /** How often something was told. */
  generation(): number
}

export function newLock(memory = new SharedArrayBuffer((seats + seatsMax) * 4)): Lock {
  const cells = new Int32Array(memory)
  const tryWrite = () => Atomics.compareExchange(cells, state, 0, -1) === 0
  const leave = (seat: number) => {
    if (Atomics.exchange(cells, seats + seat, 0) === 0) return
    const before = Atomics.sub(cells, state, 1)
    if (before === 1 && Atomics.load(cells, waits) === 1) Atomics.notify(cells, state)
  }
  return {
    memory,
    enter: (seat) => {
      for (;;) {
        if (Atomics.load(cells, waits) === 1) {
          Atomics.wait(cells, waits, 1)
          continue
        }
        const readers = Atomics.load(cells, state)
        if (readers < 0) Atomics.wait(cells, state, readers)
        else if (Atomics.compareExchange(cells, state, readers, readers + 1) === readers) {
          Atomics.store(cells, seats + seat, 1)
          return
        }
      }
    },
    leave,
    abandon: leave,
    write: async () => {
      while (!tryWrite()) {
        Atomics.store(cells, waits, 1)
        const readers = Atomics.load(cells, state)
        if (readers > 0) await Atomics.waitAsync(cells, state, readers).value
      }
    },
    written: (told) => {
      if (told) Atomics.add(cells, generation, 1)
      Atomics.store(cells, state, 0)
      Atomics.store(cells, waits, 0)
      Atomics.notify(cells, waits)
      Atomics.notify(cells, state)
    },
    generation: () => Atomics.load(cells, generation),
  }
}
