import { fillWords, type ValuesFor } from './fill-words.ts'
import type { Mail } from './mail.ts'

/** ICU messages in English: some lines, one thing to do if there is one, and some more lines. */
export type MailWords = Readonly<{ subject: string; lines: readonly string[]; action?: string; after?: readonly string[] }>

type MessagesOf<Words> = Words extends MailWords ? MessageIn<Words[keyof Words]> : never
type MessageIn<Part> = Part extends readonly (infer Message extends string)[] ? Message : Part extends string ? Part : never

/** `values` fill the words, and are escaped here; `url` is where the action leads; `signed` is who writes. */
export type MailContent<Words extends MailWords> = Readonly<{
  to: string
  words: Words
  values: ValuesFor<MessagesOf<Words>>
  url?: string
  signed: string
}>

/** The mail's two bodies. Without pictures or styles from elsewhere: nobody learns that it was read. */
export function composeMail<Words extends MailWords>({ to, words, values, url, signed }: MailContent<Words>): Mail {
  const say = (message: string) => fillWords<string>(message, 'en', values)
  const [subject, before, after] = [say(words.subject), words.lines.map(say), (words.after ?? []).map(say)]
  const action = words.action !== undefined && url !== undefined ? { label: say(words.action), url } : undefined
  return {
    to,
    subject,
    text: [...before, ...(action ? [action.url] : []), ...after, signed].join('\n\n'),
    html: page(subject, [
      ...before.map(paragraph),
      ...(action ? [button(action.label, action.url)] : []),
      ...after.map(paragraph),
      paragraph(signed),
    ]),
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
