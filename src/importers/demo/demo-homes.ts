import type { DemoHome } from './demo-home.ts'
import { alderbrook } from './homes/alderbrook.ts'
import { fenwickForest } from './homes/fenwick-forest.ts'
import { kestrelPass } from './homes/kestrel-pass.ts'
import { mereLock } from './homes/mere-lock.ts'
import { portmerrow } from './homes/portmerrow.ts'
import { saltbySands } from './homes/saltby-sands.ts'
import { upperTarn } from './homes/upper-tarn.ts'

export const demoHomes: readonly DemoHome[] = [
  ...portmerrow,
  ...saltbySands,
  ...mereLock,
  ...fenwickForest,
  ...alderbrook,
  ...upperTarn,
  ...kestrelPass,
]
