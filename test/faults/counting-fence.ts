import type { Fence } from '../../src/kernel/fence.ts'

/** Counts every use of the incarnation's handles from when it is armed, and closes for good before the last one that it is given. */
export type CountingFence = Fence & { readonly count: number; arm(callsMax: number): void }

/** @param onClose what else happens then */
export function newCountingFence(onClose: () => void = () => undefined): CountingFence {
  let [count, callsMax, armed, closed] = [0, Infinity, false, false]
  return {
    get closed() {
      if (closed || !armed || ++count <= callsMax) return closed
      closed = true
      onClose()
      return true
    },
    get count() {
      return count
    },
    close: () => {
      closed = true
    },
    arm: (max) => {
      ;[count, callsMax, armed] = [0, max, true]
    },
  }
}
