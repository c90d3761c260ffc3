import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SecretSource } from './config.ts'
import type { Random } from './kernel/random.ts'
import { err, ok, type Result } from './kernel/result.ts'
import { secretLengthMin } from './settings.ts'

const generatedBytes = 32

/** The secret that sessions are signed with; on loopback made at the first start and kept, readable by its owner alone. */
export function loadSecret(source: SecretSource, random: Random): Result<string, string> {
  if (source.kind === 'given') return ok(source.value)
  if (source.kind === 'generate') keepNewSecret(source.path, random)
  const text = readText(source.path)
  if (text === undefined) return err(`the secret's file ${source.path} cannot be read`)
  return text.length >= secretLengthMin ? ok(text) : err(`the secret in ${source.path} is shorter than ${secretLengthMin} characters`)
}

/** Written whole or not at all, and only when there is none: of two processes that start at once, one wins and both read its secret. */
function keepNewSecret(file: string, random: Random): void {
  if (existsSync(file)) return
  mkdirSync(path.dirname(file), { recursive: true })
  const secret = Buffer.from(random.bytes(generatedBytes)).toString('base64url')
  const draft = `${file}.${Buffer.from(random.bytes(6)).toString('hex')}`
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'EACCES') || isCode(error, 'EISDIR')) return undefined
    throw error
  }
}

const isCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code
