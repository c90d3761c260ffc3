import type { DemoHome } from './demo-home.ts'
import { moreVoices } from './demo-voices.ts'
import { alderValley } from './homes/alder-valley.ts'
import { forestEdge } from './homes/forest-edge.ts'
import { oldHarbour } from './homes/old-harbour.ts'
import { passAndLock } from './homes/pass-and-lock.ts'
import { portmerrow } from './homes/portmerrow.ts'
import { saltbyShore } from './homes/saltby-shore.ts'
import { saltbyVillage } from './homes/saltby-village.ts'
import { tarnSide } from './homes/tarn-side.ts'
import { upperTown } from './homes/upper-town.ts'

const homes: readonly DemoHome[] = [
  ...portmerrow,
  ...oldHarbour,
  ...upperTown,
  ...saltbyShore,
  ...saltbyVillage,
  ...forestEdge,
  ...tarnSide,
  ...alderValley,
  ...passAndLock,
]

export const demoHomes = homes.map((home): DemoHome => ({ ...home, reviews: [...home.reviews, ...(moreVoices[home.slug] ?? [])] }))
