import assert from 'node:assert/strict'
import { createTransport } from 'nodemailer'
import { secondMs } from '../kernel/clock.ts'
import { isDuplicate } from './db-errors.ts'
import { write, type Db, type Tx } from './db.ts'
import type { Deps, TxDeps } from './deps.ts'
import { enqueue, type JobId } from './enqueue.ts'
import { deleteMailsTo, findStoredMail, insertMail, listMails, type StoredMail } from './mail-store.ts'
import { PermanentError, type Handlers, type RunningJob } from './run-job.ts'
export type { StoredMail } from './mail-store.ts'

/** One mail to one person. The two bodies say the same. */
export type Mail = Readonly<{ to: string; subject: string; text: string; html: string }>

export type Mailer = {
  /** `id` is the same each time that one mail is tried: who gets it twice can tell. @throws when it could not be sent. */
  send(mail: Mail, id: string): Promise<void>
}

const addressLengthMax = 254
const subjectLengthMax = 255
const bodyLengthMax = 500_000
const mailListMax = 200

const address = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]+$/u

/** Exactly one mailbox: nothing that could name a second one or begin a header. */
export const isMailAddress = (text: string) => text.length <= addressLengthMax && address.test(text)

/**
 * Has `mail` sent after the commit. Titles that people chose may be in the subject: line breaks in it become spaces.
 * @throws when `to` is no address; who stores addresses has checked them.
 */
export async function sendMail(tx: Tx, deps: TxDeps, mail: Mail): Promise<JobId> {
  assert(isMailAddress(mail.to), 'a mail needs the address of one person')
  assert(mail.text.length <= bodyLengthMax && mail.html.length <= bodyLengthMax, 'a mail this long is a mistake')
  const subject = mail.subject
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, subjectLengthMax)
  return enqueue(tx, deps, { kind: 'mail.send', payload: { ...mail, subject } })
}

/** For `newWorker`. */
export function mailJobs(mailer: Mailer): Handlers {
  return { 'mail.send': (mail: Mail, job: RunningJob) => mailer.send(mail, job.id) }
}

export type MailSettings = Readonly<{ smtpUrl: string | null; from: string }>

/** Without a server to send by, mails land in the `mail` table, which only development shows. */
export const newMailer = (settings: MailSettings, deps: Pick<Deps, 'db' | 'clock'>): Mailer =>
  settings.smtpUrl === null ? mailboxMailer(deps) : smtpMailer({ url: settings.smtpUrl, from: settings.from })

export function mailboxMailer({ db, clock }: Pick<Deps, 'db' | 'clock'>): Mailer {
  return {
    send: async (mail, id) => {
      try {
        await write(db, (tx) => insertMail(tx, { ...mail, id, at: clock.now() }))
      } catch (thrown) {
        // An attempt before this one has put it there.
        if (!isDuplicate(thrown)) throw thrown
      }
    },
  }
}

/** The mailbox page's list, newest first. */
export const recentMails = (db: Db, limit: number = mailListMax): Promise<Omit<StoredMail, 'text' | 'html'>[]> =>
  listMails(db, Math.min(limit, mailListMax))

export const findMail = (db: Db, id: string): Promise<StoredMail | undefined> => findStoredMail(db, id)

/** For each step (name, connection, greeting, silence); the whole of a mail may take three times that. */
const smtpStepMsMax = 10 * secondMs

/** Empties the mailbox of somebody who has left. */
export const forgetMails = (tx: Tx, recipient: string): Promise<void> => deleteMailsTo(tx, recipient)

export function smtpMailer({ url, from, stepMsMax = smtpStepMsMax }: { url: string; from: string; stepMsMax?: number }): Mailer {
  const transport = createTransport({
    url,
    dnsTimeout: stepMsMax,
    connectionTimeout: stepMsMax,
    greetingTimeout: stepMsMax,
    socketTimeout: stepMsMax,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    send: async ({ to, subject, text, html }, id) => {
      // As objects, addresses are never read as lists. Nobody's out-of-office note must answer a machine (RFC 3834).
      const envelope = {
        from,
        to: { name: '', address: to },
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      }
      try {
        await transport.sendMail({ ...envelope, subject, text, html, signal: AbortSignal.timeout(3 * stepMsMax) })
      } catch (thrown) {
        throw isRefusedForGood(thrown) ? new PermanentError('the mail server refuses this recipient', { cause: thrown }) : thrown
      }
    },
  }
}

/** A recipient that the server will never take. A wrong password is final to the server too, but not to us: the operator can mend it. */
const isRefusedForGood = (thrown: unknown) =>
  thrown instanceof Error && 'permanent' in thrown && thrown.permanent === true && 'code' in thrown && thrown.code === 'EENVELOPE'
