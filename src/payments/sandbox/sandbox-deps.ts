import type { Random } from '../../kernel/random.ts'
import type { Deps } from '../../platform/deps.ts'

export type SandboxConfig = Readonly<{
  /** What the API must be called with, and what webhooks are signed with. */
  secretKey: string
  webhookSecret: string
  /** Under which address browsers find us, and where our own server takes webhooks: known once the server listens. */
  origin: () => string
  webhookUrl: () => string
}>

export type SandboxDeps = Deps & Readonly<{ config: SandboxConfig; fetch: typeof fetch }>

/** 'cs_test_' and the like, then 160 bits that nobody guesses: whoever knows a session's id may pay it. */
export const newObjectId = (random: Random, prefix: string) => `${prefix}${Buffer.from(random.bytes(20)).toString('hex')}`
