/** What was read by key, kept for who asks next. */
export type Kept<Key, Value> = {
  /** What there is of `keys`: the rest is not, or no longer. */
  of(keys: readonly Key[]): Promise<ReadonlyMap<Key, Value>>
  /** Of these something has changed: they are read again when they are asked for next, also where a read is under way. */
  forget(keys: readonly Key[]): void
  forgetAll(): void
}

/** Keeps at most `keptMax`, and half as many of those asked for last. `read` says what there is of these keys now. */
export function newKept<Key, Value>(read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>, keptMax: number): Kept<Key, Value> {
  let young = new Map<Key, Value>()
  let old = new Map<Key, Value>()
  /** Of each read that is under way, what was forgotten since it began: it may have seen what was there before. */
  const underWay = new Set<{ forgotten: Set<Key>; all: boolean }>()

  const keep = (key: Key, value: Value) => {
    if (young.size >= keptMax / 2) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }
  const readInto = async (found: Map<Key, Value>, keys: readonly Key[]) => {
    const reading = { forgotten: new Set<Key>(), all: false }
    underWay.add(reading)
    try {
      for (const [key, value] of await read(keys)) {
        found.set(key, value)
        if (!reading.all && !reading.forgotten.has(key)) keep(key, value)
      }
    } finally {
      underWay.delete(reading)
    }
  }
  return {
    of: async (keys) => {
      const found = new Map<Key, Value>()
      const missing: Key[] = []
      for (const key of keys) {
        const value = young.get(key) ?? old.get(key)
        if (value === undefined) missing.push(key)
        else found.set(key, value)
        if (value !== undefined && !young.has(key)) keep(key, value)
      }
      if (missing.length > 0) await readInto(found, missing)
      return found
    },
    forget: (keys) => {
      for (const key of keys) {
        young.delete(key)
        old.delete(key)
        for (const { forgotten } of underWay) forgotten.add(key)
      }
    },
    forgetAll: () => {
      young = new Map()
      old = new Map()
      for (const reading of underWay) reading.all = true
    },
  }
}
