import type { DemoHome } from './demo-home.ts'
import { alderValley } from './homes/alder-valley.ts'
import { alderbrook } from './homes/alderbrook.ts'
import { fenwickForest } from './homes/fenwick-forest.ts'
import { forestEdge } from './homes/forest-edge.ts'
import { kestrelPass } from './homes/kestrel-pass.ts'
import { mereLock } from './homes/mere-lock.ts'
import { oldHarbour } from './homes/old-harbour.ts'
import { passAndLock } from './homes/pass-and-lock.ts'
import { portmerrow } from './homes/portmerrow.ts'
import { saltbySands } from './homes/saltby-sands.ts'
import { saltbyShore } from './homes/saltby-shore.ts'
import { saltbyVillage } from './homes/saltby-village.ts'
import { tarnSide } from './homes/tarn-side.ts'
import { upperTarn } from './homes/upper-tarn.ts'
import { upperTown } from './homes/upper-town.ts'

export const demoHomes: readonly DemoHome[] = [
  ...portmerrow,
  ...saltbySands,
  ...mereLock,
  ...fenwickForest,
  ...alderbrook,
  ...upperTarn,
  ...kestrelPass,
  ...oldHarbour,
  ...upperTown,
  ...saltbyShore,
  ...saltbyVillage,
  ...forestEdge,
  ...tarnSide,
  ...alderValley,
  ...passAndLock,
]
