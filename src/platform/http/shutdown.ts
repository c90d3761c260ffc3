import { secondMs } from '../../kernel/clock.ts'
import type { App } from './app.ts'

const finishMsMax = 10 * secondMs
/** A connection whose answer ends while we close stays open for more, unless somebody looks. */
const lookEveryMs = 50

/** Takes no more requests, lets those under way end, and cuts off what is left after ten seconds. */
export async function closeServer(app: App, waitMsMax: number = finishMsMax): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), waitMsMax)
  const look = setInterval(() => app.server.closeIdleConnections(), lookEveryMs)
  try {
    await app.close()
  } finally {
    clearTimeout(cut)
    clearInterval(look)
  }
}
