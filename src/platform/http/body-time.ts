import type { FastifyInstance } from 'fastify'
import { minuteMs, secondMs } from '../../kernel/clock.ts'

/** A form, on a bad line. */
const bodyMsMax = 30 * secondMs
/** 30 MB at half a megabit a second take eight minutes. */
export const uploadMsMax = 10 * minuteMs

/** Hangs up on whoever sends a body for too long; files may take longer than words. */
export function limitBodyTime(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (raw.complete || routeOptions.config.upload) return
    const timer = setTimeout(() => raw.destroy(), bodyMsMax).unref()
    raw.once('close', () => clearTimeout(timer))
    raw.once('end', () => clearTimeout(timer))
  })
}
