import { secondMs } from '../../kernel/clock.ts'
import type { App } from './app.ts'

const finishMsMax = 10 * secondMs

/** Takes no more requests, lets those under way end, and cuts off what is left after ten seconds. */
export async function closeServer(app: App, waitMsMax: number = finishMsMax): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), waitMsMax)
  await app.close()
  clearTimeout(cut)
}
