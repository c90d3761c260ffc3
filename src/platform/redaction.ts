/** What takes the place of something secret or personal. */
const hidden = '[hidden]'

/** `sql` and `sqlMessage`: mysql2 writes a statement's values into its errors. */
const secretKeys = /password|passwd|secret|token|authorization|cookie|api[-_]?key|credential|signature|^e[-_]?mail|^recipient$|^phone|^sql/i

/** Each with what stays of it. Bounded repeats: a hostile text costs time in proportion to its length. */
const secretTexts: readonly [pattern: RegExp, stays: string][] = [
  // user:password@ in an address
  [/(:\/\/)[^\s/@]{1,256}@/g, `$1${hidden}@`],
  [/[\p{L}\p{N}._%+-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu, hidden],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  // keys of payment providers, and signed tokens
  [/\b(?:sk|rk|whsec)_\w{6,}/g, hidden],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, hidden],
  [/([?&;](?:token|sig|signature|secret|password|email|key)=)[^&\s"']+/gi, `$1${hidden}`],
  [/(\/(?:reset-password|verify-email|magic-link|claim|lists)\/)[^/?#\s"']+/gi, `$1${hidden}`],
]

/** `text` without mail addresses, passwords and tokens: for logs and for what is stored about failures. */
export function withoutSecrets(text: string): string {
  return secretTexts.reduce((left, [pattern, stays]) => left.replace(pattern, stays), text)
}

/** A JSON value without secrets, at any depth: hidden is what has a telling name, or looks like one. */
export function redacted(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value)
  if (Array.isArray(value)) return value.map(redacted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, secretKeys.test(key) ? hidden : redacted(part)]))
}

const failureTextMax = 1000

/** What may be stored and shown about a failure: its kind and its first words, without secrets. */
export function failureText(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `thrown: ${typeof thrown}`
  return withoutSecrets(text).slice(0, failureTextMax)
}
