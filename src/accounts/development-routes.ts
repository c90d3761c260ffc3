import { z } from 'zod'
import { toIso } from '../kernel/clock.ts'
import type { Deps } from '../platform/deps.ts'
import type { App } from '../platform/http/app.ts'
import { Problem } from '../platform/http/problem.ts'
import { findMail, recentMails } from '../platform/mail.ts'
import { idWire } from '../platform/wire.ts'
import { mailListWire, mailWire } from './wire.ts'

/** The mailbox of a market that sends no mail. Registered under /api/v1, and there only where the demo lives. */
export async function developmentRoutes(app: App, { db }: Pick<Deps, 'db'>): Promise<void> {
  const config = { access: 'development' } as const
  app.get(
    '/development/mails',
    { config, schema: { summary: 'Mails that were not sent, newest first', response: { 200: mailListWire } } },
    async () => ({
      items: (await recentMails(db)).map((mail) => ({ ...mail, at: toIso(mail.at) })),
    }),
  )

  const one = { params: z.object({ id: idWire<'mail'>() }), response: { 200: mailWire } }
  app.get('/development/mails/:id', { config, schema: { summary: 'One mail', ...one } }, async (request) => {
    const mail = await findMail(db, request.params.id)
    if (!mail) throw new Problem(404, 'mail_not_found')
    return { ...mail, at: toIso(mail.at) }
  })
}
