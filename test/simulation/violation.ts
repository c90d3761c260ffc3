/** A promise that the product does not keep. */
export class Violation extends Error {
  override name = 'Violation'
  readonly check: string
  constructor(check: string, message: string) {
    super(`${check}: ${message}`)
    this.check = check
  }
}

export function must(check: string, holds: boolean, message: () => string): asserts holds {
  if (!holds) throw new Violation(check, message())
}
