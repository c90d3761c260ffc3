/**
 * The markup that Inside Airbnb leaves in texts, as plain paragraphs. Only tags that are markup there go: what a host
 * wrote in angle brackets stays, as text. What no text may hold (control characters, halves of surrogate pairs) goes too.
 */
export function plainText(markup: string): string {
  return decodeEntities(withoutTags(markup.replaceAll(/\r\n?/g, '\n')))
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\t \u00a0]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

/** One line of it: for names and titles. */
export const plainLine = (markup: string) => plainText(markup).replaceAll(/\s+/g, ' ')

/** At most `lengthMax` UTF-16 units of `text`, ending with '…' at the end of a word when it had to be cut. */
export function cutText(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const kept = text.slice(0, lengthMax - 1).replace(/[\ud800-\udbff]$/, '')
  const whole = kept.replace(/\s+\S*$/, '')
  return `${(whole.length > lengthMax / 2 ? whole : kept).trimEnd()}…`
}

/** The first sentence of `text`'s first paragraph. */
export function firstSentence(text: string): string {
  const [paragraph = ''] = text.split('\n', 1)
  return /^.*?[.!?](?=\s)/.exec(paragraph)?.[0] ?? paragraph
}

const breaks = /<br ?\/?>|<\/(?:div|li|h[1-6])>/gi
const paragraphs = /<\/p>/gi
const marks = /<\/?(?:p|div|span|b|i|u|em|strong|ul|ol|li|a|h[1-6])(?: [^<>]{0,200})?>/gi

const withoutTags = (markup: string) => markup.replaceAll(breaks, '\n').replaceAll(paragraphs, '\n\n').replaceAll(marks, '')

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** One level: '&amp;lt;' is the text '&lt;'. */
function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name) return named[name.toLowerCase()] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
