/** First come, first served. */
export class Turns {
  #taken = false
  readonly #waiting: (() => void)[] = []

  async take() {
    if (!this.#taken) {
      this.#taken = true
      return
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  get isWanted(): boolean {
    return this.#waiting.length > 0
  }

  giveBack() {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#taken = false
  }
}
