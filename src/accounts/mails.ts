import { IntlMessageFormat } from 'intl-messageformat'
import type { Mail } from '../platform/mail.ts'
import { mailWords } from './mail-words.ts'

type Values = Readonly<{ market: string; name: string }>

/** A mail of some lines and one thing to do. Without pictures or styles from elsewhere: nobody learns that it was read. */
export function accountMail(kind: keyof typeof mailWords, { to, url, values }: { to: string; url: string; values: Values }): Mail {
  const { subject, lines, action, after } = mailWords[kind]
  const say = (message: string) => String(new IntlMessageFormat(message, 'en').format(values))
  const [before, label, rest] = [lines.map(say), say(action), after.map(say)]
  return {
    to,
    subject: say(subject),
    text: [...before, url, ...rest, values.market].join('\n\n'),
    html: page(say(subject), [...before.map(paragraph), button(label, url), ...rest.map(paragraph), paragraph(values.market)]),
  }
}

const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`

const button = (label: string, url: string) =>
  `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1f3a37;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></p>`

const page = (title: string, parts: readonly string[]) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#1c1b19;background:#ffffff">
<div style="max-width:520px;margin:0 auto">
${parts.join('\n')}
</div>
</body>
</html>
`

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter)
