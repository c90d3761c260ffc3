const order = 16
const side = 2 ** order

/**
 * Where a point lies along a Hilbert curve over the map, 0 to 2^32 - 1: what is near on the curve is near on the map, so
 * that homes kept in this order need few blocks for a box. (The walk from the largest square to the smallest, each time
 * turning so that the curve goes on where it left off.)
 */
export function hilbertKey(lat: number, lng: number): number {
  let x = cell((lng + 180) / 360)
  let y = cell((lat + 90) / 180)
  let key = 0
  for (let half = side / 2; half >= 1; half /= 2) {
    const right = (x & half) > 0 ? 1 : 0
    const up = (y & half) > 0 ? 1 : 0
    key = key * 4 + ((3 * right) ^ up)
    if (up === 0) {
      if (right === 1) {
        x = side - 1 - x
        y = side - 1 - y
      }
      const other = x
      x = y
      y = other
    }
  }
  return key
}

const cell = (share: number) => Math.min(side - 1, Math.max(0, Math.floor(share * side)))
