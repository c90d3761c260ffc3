/** The value that would stand at `rank` (from 0) if the first `count` of `values` were sorted, without sorting them; they are moved about. */
export function nthOf(values: Float64Array, count: number, rank: number): number {
  let [low, high] = [0, count - 1]
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0
    let [left, right] = [low, high]
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left++
      while ((values[right] ?? 0) > pivot) right--
      if (left > right) break
      const other = values[left] ?? 0
      values[left++] = values[right] ?? 0
      values[right--] = other
    }
    if (rank <= right) high = right
    else if (rank >= left) low = left
    else break
  }
  return values[rank] ?? NaN
}
