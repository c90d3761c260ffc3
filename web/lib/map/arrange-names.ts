export type Rect = Readonly<{ left: number; top: number; right: number; bottom: number }>

/** A name as it would be written: how large, and around which point, all in px. */
export type Written = Readonly<{ x: number; y: number; width: number; height: number }>

/** Room around a name, so that a map of many towns stays calm. */
const room = { x: 14, y: 9 }
/** Where a name may stand, in its own heights below its point: on it, else just over or under it, or under a pin there. */
const shifts = [0, -1.4, 1.4, 2.6] as const

/**
 * Which names to write, and how far below their points: the first come first, and none covers another, stands in what is
 * `taken` or leaves `view`.
 */
export function arrangeNames<Name extends Written>(
  names: readonly Name[],
  taken: readonly Rect[],
  view: Rect,
): { name: Name; down: number }[] {
  const blocked = [...taken]
  return names.flatMap((name) => {
    const free = shifts.map((shift) => shift * name.height).find((down) => fits(rectOf(name, down), blocked, view))
    if (free === undefined) return []
    blocked.push(widened(rectOf(name, free)))
    return [{ name, down: free }]
  })
}

export const rectOf = ({ x, y, width, height }: Written, down: number): Rect => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y + down - height / 2,
  bottom: y + down + height / 2,
})

const widened = ({ left, top, right, bottom }: Rect): Rect => ({
  left: left - room.x,
  top: top - room.y,
  right: right + room.x,
  bottom: bottom + room.y,
})

const fits = (rect: Rect, blocked: readonly Rect[], view: Rect) =>
  rect.left >= view.left &&
  rect.right <= view.right &&
  rect.top >= view.top &&
  rect.bottom <= view.bottom &&
  !blocked.some((other) => overlap(rect, other))

export const overlap = (one: Rect, other: Rect) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
