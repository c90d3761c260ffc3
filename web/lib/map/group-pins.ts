type Point = Readonly<{ x: number; y: number }>

/** A pin with its tail is about this large (px), longer ones by their letters: closer ones would cover each other. */
export const pinSize = { x: 58, y: 34 }
const letterWidth = 7.8
const endsWidth = 22

/**
 * Pins that would cover each other at this zoom, put together; each group in the order of its first pin. Those that stay
 * alone are groups of one.
 */
export function groupPins<Pin>(
  pins: readonly Pin[],
  { place, letters }: { place: (pin: Pin) => Point; letters: (pin: Pin) => number },
): Pin[][] {
  const wide = pins.reduce((widest, pin) => Math.max(widest, letters(pin) * letterWidth + endsWidth), pinSize.x)
  const groups: { at: Point; pins: Pin[] }[] = []
  for (const pin of pins) {
    const at = place(pin)
    const near = groups.find((group) => Math.abs(group.at.x - at.x) < wide && Math.abs(group.at.y - at.y) < pinSize.y)
    if (near) near.pins.push(pin)
    else groups.push({ at, pins: [pin] })
  }
  return groups.map((group) => group.pins)
}
