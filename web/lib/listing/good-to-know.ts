import { car, dog, steps } from '../../components/icons-home.ts'
import { home, key, moon } from '../../components/icons.ts'
import type { Listing } from '../api/types.ts'

type Code =
  | 'self_check_in'
  | 'host_greets'
  | 'private_room'
  | 'shared_room'
  | 'long_stay'
  | 'step_free'
  | 'free_parking'
  | 'paid_parking'
  | 'no_parking'
  | 'pets'
  | 'no_pets'
export type Known = Readonly<{ code: Code; icon: string }>

const longStayNights = 4

/** What would spoil a stay if it were found out at the door: getting in, sharing, steps, the car, pets. */
export function goodToKnow({ amenities, placeType, petsMax, nightsMin }: Listing): Known[] {
  const has = (code: string) => amenities.includes(code)
  const known: (Known | false)[] = [
    has('self_check_in') ? { code: 'self_check_in', icon: key } : has('host_greets') && { code: 'host_greets', icon: key },
    (placeType === 'private_room' || placeType === 'shared_room') && { code: placeType, icon: home },
    nightsMin >= longStayNights && { code: 'long_stay', icon: moon },
    has('step_free') && { code: 'step_free', icon: steps },
    { code: (['free_parking', 'paid_parking'] as const).find(has) ?? 'no_parking', icon: car },
    { code: petsMax > 0 ? 'pets' : 'no_pets', icon: dog },
  ]
  return known.filter((each) => each !== false)
}
