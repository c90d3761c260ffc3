import { performance, type EventLoopUtilization } from 'node:perf_hooks'

/** Over how long it is measured: shorter, and everybody who asks is busy at that moment. */
const spanMs = 100
const busyFrom = 0.9

type Spent = Pick<EventLoopUtilization, 'active' | 'idle'>

/** Whether this process has hardly had a free moment for a while: what nobody waits for may come later then. `read`: ms since it began. */
export function newBusyness(read: () => Spent = () => performance.eventLoopUtilization()): () => boolean {
  let [last, busy] = [read(), false]
  return () => {
    const now = read()
    const [active, idle] = [now.active - last.active, now.idle - last.idle]
    if (active + idle < spanMs) return busy
    last = now
    busy = active >= busyFrom * (active + idle)
    return busy
  }
}

/** Of this process. */
export const isBusy = newBusyness()
