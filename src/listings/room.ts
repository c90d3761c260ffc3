import { z } from 'zod'

export const bedKinds = ['double', 'king', 'single', 'bunk', 'sofa_bed', 'mattress', 'cot'] as const
export type BedKind = (typeof bedKinds)[number]

export const roomsMax = 30
export const bedsOfAKindMax = 20
const nameMax = 60
const noteMax = 160

const line = (max: number) => z.string().trim().max(max)
const bedWire = z.object({ kind: z.enum(bedKinds), count: z.int().min(1).max(bedsOfAKindMax) })

/** A room that somebody sleeps in, a living room with a sofa bed too. */
export const roomWire = z.object({
  name: line(nameMax).meta({ description: "In the host's words; '' counts as the first, second, … room" }),
  note: line(noteMax).meta({ description: 'What to know of it: "Under the skylight. Ladder."' }),
  beds: z.array(bedWire).max(bedKinds.length),
})

export const roomsWire = z.array(roomWire).max(roomsMax)

export type Bed = Readonly<{ kind: BedKind; count: number }>
export type Room = Readonly<{ name: string; note: string; beds: readonly Bed[] }>

/** Beds that grown people sleep in: a cot is none. */
const bedsIn = (rooms: readonly Room[]): number =>
  rooms.flatMap(({ beds }) => beds).reduce((sum, { kind, count }) => sum + (kind === 'cot' ? 0 : count), 0)

/** How many beds there are, as its rooms say: nothing where no room is named, or where the number is said too. */
export const bedsOf = ({ rooms, beds }: { rooms?: readonly Room[] | undefined; beds?: number | undefined }): { beds?: number } =>
  beds === undefined && rooms && rooms.length > 0 ? { beds: bedsIn(rooms) } : {}
