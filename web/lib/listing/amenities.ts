import {
  bath,
  bed,
  bike,
  book,
  car,
  cup,
  desk,
  dog,
  drop,
  fire,
  kitchen,
  leaf,
  note,
  shield,
  snow,
  steps,
  tv,
  walk,
  washer,
  wave,
  wifi,
} from '../../components/icons-home.ts'
import { check, key, moon, sun, user } from '../../components/icons.ts'

/** In the order people ask for them; what is not here comes after, by its name, behind a tick. */
const iconByCode: Readonly<Record<string, string>> = {
  wifi,
  fireplace: fire,
  kitchen,
  kitchenette: kitchen,
  washer,
  bath,
  beach_access: wave,
  waterfront: wave,
  pool: wave,
  air_conditioning: snow,
  heating: fire,
  workspace: desk,
  free_parking: car,
  paid_parking: car,
  step_free: walk,
  lift: steps,
  garden: leaf,
  balcony: leaf,
  crib: bed,
  tv,
  private_entrance: key,
  self_check_in: key,
  smoke_alarm: shield,
  carbon_monoxide_alarm: shield,
  pets_allowed: dog,
  hot_water: drop,
  bed_linen: bed,
  extra_bedding: bed,
  ethernet: wifi,
  fans: snow,
  dark_curtains: moon,
  stove: kitchen,
  oven: kitchen,
  cooking_basics: kitchen,
  kettle: cup,
  coffee_maker: cup,
  breakfast: cup,
  toiletries: drop,
  dryer: washer,
  laundry_nearby: washer,
  sound_system: note,
  piano: note,
  books: book,
  children_books_and_toys: book,
  sauna: fire,
  barbecue: fire,
  hot_tub: wave,
  outdoor_furniture: sun,
  bicycles: bike,
  host_greets: user,
  building_staff: user,
  ev_charger: car,
  baby_bath: bath,
  fire_extinguisher: shield,
  first_aid_kit: shield,
  bedroom_lock: key,
}
const order = Object.keys(iconByCode)

/** What most people count on: a home without says so. */
const expected = ['wifi', 'kitchen', 'washer', 'free_parking'] as const
const missingMax = 2
/** Rules of the house, not things in it. */
const rules: ReadonlySet<string> = new Set(['pets_allowed', 'smoking_allowed', 'events_allowed', 'long_stays_allowed'])

export const amenityIcon = (code: string) => iconByCode[code] ?? check

/** What is there, most asked for first, and what is not though people count on it. */
export function sortAmenities(codes: readonly string[]): { there: string[]; missing: string[] } {
  const rank = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length)
  const there = codes.filter((code) => !rules.has(code)).toSorted((a, b) => rank(a) - rank(b))
  if (there.length === 0) return { there, missing: [] }
  return { there, missing: expected.filter((code) => !codes.includes(code)).slice(0, missingMax) }
}
