type Point = Readonly<{ x: number; y: number }>

/** A pin with its tail is about this large (px): closer ones would cover each other. */
const pinSize = { x: 58, y: 34 }

/**
 * Pins that would cover each other at this zoom, put together; each group in the order of its first pin. Those that stay
 * alone are groups of one.
 */
export function groupPins<Pin>(pins: readonly Pin[], place: (pin: Pin) => Point): Pin[][] {
  const groups: { at: Point; pins: Pin[] }[] = []
  for (const pin of pins) {
    const at = place(pin)
    const near = groups.find((group) => Math.abs(group.at.x - at.x) < pinSize.x && Math.abs(group.at.y - at.y) < pinSize.y)
    if (near) near.pins.push(pin)
    else groups.push({ at, pins: [pin] })
  }
  return groups.map((group) => group.pins)
}
