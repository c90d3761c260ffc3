declare module 'tz-lookup' {
  /** The IANA name of the zone at a point. @throws when the point is not on earth. */
  function lookUpZone(lat: number, lng: number): string
  export = lookUpZone
}
