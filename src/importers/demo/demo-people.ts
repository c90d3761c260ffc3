/** Whom the demo lets people sign in as. Everybody knows these passwords: a market that others can reach refuses to start with them. */
export const demoSignIns = [
  { who: 'guest', name: 'Ana Ferreira', email: 'ana@merrow.example', password: 'lamp in the window' },
  { who: 'host', name: 'Maren', email: 'maren@merrow.example', password: 'tar and rope and tea' },
  { who: 'operator', name: 'Bente Holm', email: 'bente@merrow.example', password: 'who left the light on' },
] as const

export type DemoPerson = (typeof demoSignIns)[number]
