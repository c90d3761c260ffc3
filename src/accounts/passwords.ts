import { argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Random } from '../kernel/random.ts'

const hash = promisify(argon2)

/** OWASP's first choice for argon2id: 19 MiB, two passes. About 40 ms, on a thread of its own. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const saltBytes = 16

export const passwordLengthMin = 10
export const passwordLengthMax = 128

/** In PHC's form, so that a later cost can be told from this one. Never within a transaction: it takes its time. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = random.bytes(saltBytes)
  const tag = await hash('argon2id', { ...cost, message: normal(password), nonce: salt })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(tag)}`
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

export async function verifyPassword(password: string, hashed: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = phc.exec(hashed) ?? []
  const expected = Buffer.from(tag, 'base64')
  if (expected.length === 0) return false
  const asked = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength: expected.length }
  return timingSafeEqual(await hash('argon2id', { ...asked, message: normal(password), nonce: Buffer.from(salt, 'base64') }), expected)
}

/** The same letters typed on another keyboard are the same password (NIST SP 800-63B). */
const normal = (password: string) => password.normalize('NFKC')

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '')
