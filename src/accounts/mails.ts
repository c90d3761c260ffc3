import { IntlMessageFormat } from 'intl-messageformat'
import { composeMail } from '../platform/compose-mail.ts'
import type { Mail } from '../platform/mail.ts'
import { mailWords } from './mail-words.ts'

type Values = Readonly<{ market: string; name: string }>

/** A mail of some lines and one thing to do. */
export function accountMail(kind: keyof typeof mailWords, { to, url, values }: { to: string; url: string; values: Values }): Mail {
  const { subject, lines, action, after } = mailWords[kind]
  const say = (message: string) => String(new IntlMessageFormat(message, 'en').format(values))
  return composeMail({
    to,
    subject: say(subject),
    before: lines.map(say),
    action: { label: say(action), url },
    after: after.map(say),
    signed: values.market,
  })
}
