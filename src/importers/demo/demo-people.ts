/** Where the demo's homes are, for a market that has not said where its own are. */
export const demoRegion = 'the Merrow Coast'

/** Whom the demo lets people sign in as. Everybody knows these passwords: a market that others can reach refuses to start with them. */
export const demoSignIns = [
  { who: 'guest', name: 'Ana Ferreira', email: 'ana@merrow.example', password: 'lamp in the window' },
  { who: 'host', name: 'Maren', email: 'maren@merrow.example', password: 'tar and rope and tea' },
  { who: 'operator', name: 'Bente Holm', email: 'bente@merrow.example', password: 'who left the light on' },
] as const

export type DemoPerson = (typeof demoSignIns)[number]

/** Guests of Maren's, whom nobody signs in as but Ana. */
export const demoGuests = {
  ana: { name: 'Ana Ferreira', email: 'ana@merrow.example', phone: '+351 291 000 114' },
  tobias: { name: 'Tobias Brandt', email: 'tobias@merrow.example', phone: '+49 30 0000 227' },
  ines: { name: 'Inês Duarte', email: 'ines@merrow.example', phone: '+351 21 000 4081' },
  wei: { name: 'Wei Lin', email: 'wei@merrow.example', phone: '+44 20 0000 5503' },
  clara: { name: 'Clara Mensah', email: 'clara@merrow.example', phone: '+33 1 00 00 19 62' },
  yusuf: { name: 'Yusuf Demir', email: 'yusuf@merrow.example', phone: '+90 212 000 7190' },
} as const

export type DemoGuest = keyof typeof demoGuests

/** Where the demo writes to its people. Nobody has this domain: RFC 2606. */
export const demoEmail = (slug: string) => `${slug}@merrow.example`
