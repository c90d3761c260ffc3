/** What SUM, COUNT, MAX answer, as a number: mysql2 gives text, node:sqlite a number, an empty set null. @throws when it is no safe integer. */
export function wholeNumber(value: string | number | bigint | null | undefined): number {
  const number = Number(value ?? 0)
  if (!Number.isSafeInteger(number)) throw new Error(`not a whole number: ${String(value)}`)
  return number
}
