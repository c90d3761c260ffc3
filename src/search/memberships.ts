/** Which rows are in which of many groups: a bit a row for each group, so that whole groups are tried fast. */
export type Memberships = {
  add(group: number, row: number): void
  leaveAll(row: number): void
  of(group: number): (row: number) => boolean
}

export function newMemberships(): Memberships {
  const groups: Uint32Array[] = []
  const joined: number[][] = []
  const wordsFor = (group: number, row: number) => {
    const words = groups[group] ?? new Uint32Array(32)
    if (row >> 5 < words.length) return words
    const longer = new Uint32Array(Math.max(words.length * 2, (row >> 5) + 1))
    longer.set(words)
    return longer
  }
  return {
    add: (group, row) => {
      const words = (groups[group] = wordsFor(group, row))
      words[row >> 5] = (words[row >> 5] ?? 0) | (1 << (row & 31))
      ;(joined[row] ??= []).push(group)
    },
    leaveAll: (row) => {
      for (const group of joined[row] ?? []) {
        const words = groups[group]
        if (words) words[row >> 5] = (words[row >> 5] ?? 0) & ~(1 << (row & 31))
      }
      joined[row] = []
    },
    of: (group) => {
      const words = groups[group] ?? new Uint32Array(0)
      return (row) => (((words[row >> 5] ?? 0) >>> (row & 31)) & 1) === 1
    },
  }
}
