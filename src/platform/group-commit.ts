import { fdatasync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Has what was written to a file reach the disk. */
export type Flush = (file: Pick<FileHandle, 'fd'>) => Promise<void>

const dataSync = promisify(fdatasync)
export const flushToDisk: Flush = ({ fd }) => dataSync(fd)

/**
 * Makes commits durable, any number of them by one flush of SQLite's log, without stopping the event loop. A commit that
 * `settled` has answered for is on the disk, and so is each before it: the log is read from its beginning up to the first
 * gap. What came while a flush was under way waits for the next.
 *
 * A flush that fails is the end: the system may have forgotten what it could not write, so that a later one that succeeds
 * proves nothing. Nobody is told anything any more, until a new process has read what is really there.
 */
export class GroupCommit {
  readonly #path: string
  readonly #flush: Flush
  #file: FileHandle | undefined
  #committed = 0
  #durable = 0
  #flushing: Promise<void> | undefined
  #failed: unknown

  constructor(path: string, flush: Flush) {
    this.#path = path
    this.#flush = flush
  }

  /** Something was committed. */
  note(): void {
    this.#committed++
  }

  /** Resolves when all that has been committed so far is on the disk. @throws when it may never be */
  async settled(): Promise<void> {
    const mine = this.#committed
    while (this.#durable < mine || this.#failed) await (this.#flushing ??= this.#run())
  }

  async close(): Promise<void> {
    await this.#flushing?.catch(() => undefined)
    await this.#file?.close()
    this.#file = undefined
  }

  async #run(): Promise<void> {
    const upTo = this.#committed
    try {
      if (this.#failed) throw this.#failed
      await this.#flush((this.#file ??= await open(this.#path, 'r')))
      this.#durable = upTo
    } catch (error) {
      this.#failed = new Error('the database could not be written to the disk: restart', { cause: error })
      throw this.#failed
    } finally {
      this.#flushing = undefined
    }
  }
}
