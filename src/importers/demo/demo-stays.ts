import type { DemoGuest } from './demo-people.ts'

/** A booking of the demo: days are counted from the day on which the demo is loaded. */
export type DemoStay = Readonly<{
  home: string
  guest: DemoGuest
  /** The day of arrival. */
  from: number
  nights: number
  /** How many days before the arrival it was booked, and how many days ago it was called off by its guest. */
  bookedBefore: number
  cancelledAgo?: number
  adults?: number
  note?: string
}>

const evening = 'We come with the last train, about nine.'

/**
 * Ana has been somewhere, is going somewhere, and has called something off. Maren has people coming and going, today and
 * tomorrow above all, so that her desk has something to say.
 */
export const demoStays: readonly DemoStay[] = [
  { home: 'high-tarn', guest: 'ana', from: -8, nights: 3, bookedBefore: 38, note: 'Could the stove be lit at five?' },
  { home: 'tern-cottage', guest: 'ana', from: 12, nights: 4, bookedBefore: 33, adults: 4, note: 'Four of us, two in the bunks.' },
  { home: 'wren-boat', guest: 'ana', from: 25, nights: 2, bookedBefore: 46, cancelledAgo: 6 },
  { home: 'net-loft', guest: 'wei', from: -34, nights: 2, bookedBefore: 12 },
  { home: 'net-loft', guest: 'clara', from: -20, nights: 3, bookedBefore: 41, adults: 3 },
  { home: 'net-loft', guest: 'tobias', from: -3, nights: 3, bookedBefore: 24, adults: 4 },
  { home: 'net-loft', guest: 'ines', from: 0, nights: 3, bookedBefore: 17, note: evening },
  { home: 'net-loft', guest: 'yusuf', from: 9, nights: 4, bookedBefore: 30 },
  { home: 'chapel-row', guest: 'ines', from: -27, nights: 3, bookedBefore: 20 },
  { home: 'chapel-row', guest: 'clara', from: 1, nights: 4, bookedBefore: 28, note: 'Is the piano really in tune?' },
  { home: 'chapel-row', guest: 'wei', from: 14, nights: 3, bookedBefore: 26, cancelledAgo: 2 },
  { home: 'quay-flats', guest: 'yusuf', from: -15, nights: 4, bookedBefore: 35, adults: 3 },
  { home: 'quay-flats', guest: 'wei', from: -1, nights: 4, bookedBefore: 10, note: 'My father uses a wheelchair.' },
  { home: 'quay-flats', guest: 'tobias', from: 20, nights: 3, bookedBefore: 22 },
  { home: 'sail-room', guest: 'tobias', from: -9, nights: 1, bookedBefore: 4, adults: 1 },
  { home: 'sail-room', guest: 'yusuf', from: -1, nights: 2, bookedBefore: 8 },
  { home: 'packet-inn', guest: 'clara', from: -12, nights: 2, bookedBefore: 14 },
  { home: 'packet-inn', guest: 'tobias', from: -1, nights: 2, bookedBefore: 6, adults: 1 },
  { home: 'packet-inn', guest: 'clara', from: 0, nights: 1, bookedBefore: 3 },
  { home: 'packet-inn', guest: 'yusuf', from: 0, nights: 2, bookedBefore: 19, note: evening },
  { home: 'packet-inn', guest: 'wei', from: 1, nights: 3, bookedBefore: 9, adults: 1 },
  { home: 'packet-inn', guest: 'ines', from: 6, nights: 2, bookedBefore: 15 },
]

/** In homes with such bookings nights taken elsewhere begin later, so that the two never meet. */
export const elsewhereFrom = (home: string) => (demoStays.some((stay) => stay.home === home) ? 34 : 0)
