import type { ConnectProvider } from '../payments/connect-provider.ts'
import type { Deps } from '../platform/deps.ts'

/** What work that talks to the provider needs. */
export type PayoutDeps = Deps & Readonly<{ connect: ConnectProvider }>
