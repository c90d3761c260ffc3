import type { Deps } from '../platform/deps.ts'
import type { Provider } from './provider.ts'

/** What work that talks to the provider needs. */
export type PaymentDeps = Pick<Deps, 'db' | 'clock' | 'ids'> & Readonly<{ provider: Provider }>
