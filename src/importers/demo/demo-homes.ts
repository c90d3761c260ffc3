import { coastHomes } from './coast-homes.ts'
import type { DemoHome } from './demo-home.ts'
import { hillHomes } from './hill-homes.ts'

export const demoHomes: readonly DemoHome[] = [...coastHomes, ...hillHomes]
