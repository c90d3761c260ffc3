import { composeMail } from '../platform/compose-mail.ts'
import type { Mail } from '../platform/mail.ts'
import { mailWords } from './mail-words.ts'

type Values = Readonly<{ market: string; name: string }>

/** A mail of some lines and one thing to do. */
export const accountMail = (kind: keyof typeof mailWords, { to, url, values }: { to: string; url: string; values: Values }): Mail =>
  composeMail({ to, words: mailWords[kind], values, url, signed: values.market })
