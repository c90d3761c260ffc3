import type { Texts } from '../i18n/texts.ts'

type Said = Pick<Texts, 'tOr'>

/** Wood stove; what has no text of its own is said as the host wrote it. */
export const amenityText = (amenity: string, { tOr }: Said) => tOr(`amenity.${amenity}`, amenity.replaceAll('_', ' '))

export const placeTypeText = (placeType: string, { tOr }: Said) => tOr(`placeType.${placeType}`, placeType.replaceAll('_', ' '))

/** Houseboat, as a choice of its own */
export const propertyText = (type: string, { tOr }: Said) => tOr(`buildings.${type}`, type.replaceAll('_', ' '))
