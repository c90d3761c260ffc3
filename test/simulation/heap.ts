/** What comes first, first. */
export function newHeap<T>(compare: (a: T, b: T) => number) {
  const items: T[] = []
  const swap = (a: number, b: number) => {
    const [one, other] = [items[a], items[b]]
    if (one === undefined || other === undefined) return
    items[a] = other
    items[b] = one
  }
  const before = (a: number, b: number) => {
    const [one, other] = [items[a], items[b]]
    return one !== undefined && other !== undefined && compare(one, other) < 0
  }
  return {
    first: (): T | undefined => items[0],
    push: (item: T) => {
      items.push(item)
      for (let at = items.length - 1; at > 0 && before(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1)
    },
    shift: () => {
      const last = items.pop()
      if (last === undefined || items.length === 0) return
      items[0] = last
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2]
        const smaller = before(right, left) ? right : left
        if (!before(smaller, at)) return
        swap(smaller, at)
        at = smaller
      }
    },
  }
}
