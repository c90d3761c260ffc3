type Point = Readonly<{ lat: number; lng: number }>

const earthRadiusKm = 6371
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** In a straight line (haversine). */
export function kmBetween(a: Point, b: Point): number {
  const [sinLat, sinLng] = [Math.sin(radians(b.lat - a.lat) / 2), Math.sin(radians(b.lng - a.lng) / 2)]
  const half = sinLat ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * sinLng ** 2
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** As far as the point near a home is known: anything nearer than this is said to be close by. */
const closeKm = 0.3

/** No finer than is true of a point that lies somewhere in a circle: hundreds of metres, then half and whole kilometres. */
export function roughly(km: number): Readonly<{ unit: 'close' | 'm' | 'km'; count: number }> {
  if (km < closeKm) return { unit: 'close', count: 0 }
  if (km < 0.95) return { unit: 'm', count: Math.round(km * 10) * 100 }
  return { unit: 'km', count: km < 4.75 ? Math.round(km * 2) / 2 : Math.round(km) }
}
