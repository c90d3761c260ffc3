import { z } from 'zod'
import { nightWire } from '../platform/wire.ts'

export const setNightsWire = z.object({
  from: nightWire,
  to: nightWire.meta({ description: 'The day after the last night' }),
  open: z.boolean().meta({ description: 'false: keep the nights for yourself; true: let them again' }),
})

export const nightsSetWire = z
  .object({
    blocked: z.int(),
    opened: z.int(),
    conflicts: z
      .array(z.string())
      .meta({ description: 'Nights that guests have: they stay theirs, and are yours when a guest gives them back' }),
  })
  .meta({ id: 'NightsSet' })
