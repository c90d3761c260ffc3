import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amenityCodeMax, amenityCodePattern, amenityCodes, amenityGroups } from './amenity.ts'
import { propertyTypeOf, propertyTypes } from './property-type.ts'

const amenities: [name: string, code: string][] = [
  ['Wifi', 'wifi'],
  ['Wireless Internet', 'wifi'],
  ['Smoke detector', 'smoke_alarm'],
  ['Free washer – In unit', 'washer'],
  ['Washer –\u00a0In unit', 'washer'],
  ['Coffee maker: Nespresso', 'coffee_maker'],
  ['Free parking on premises', 'free_parking'],
  ['Paid parking off premises', 'paid_parking'],
  ['Pack ’n play/Travel crib - available upon request', 'crib'],
  ['Clothing storage: closet, wardrobe, and dresser', 'wardrobe'],
  ['Private hot tub', 'hot_tub'],
  ['Elevator', 'lift'],
  ['Indoor fireplace', 'fireplace'],
  ['Pool view', 'pool_view'],
  ['Children’s dinnerware', 'childrens_dinnerware'],
  ['Rituals body soap', 'rituals_body_soap'],
]
for (const [name, code] of amenities) {
  test(`the amenity that others call ${name} is ${code}`, () => assert.deepEqual(amenityCodes([name]), [code]))
}

test('amenities come once each, in order, and names without a letter of ours are dropped', () => {
  const names = ['Wifi', 'TV', 'Internet', 'Cable TV', '洗濯機', '', '–', 'translation missing: en.hosting_amenity_50']
  assert.deepEqual(amenityCodes(names), ['tv', 'wifi'])
})

test('every amenity code, made from whatever name, is a word that the API accepts', () => {
  const name = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.lorem({ maxCount: 30 }))
  fc.assert(
    fc.property(fc.array(name), (names) => {
      for (const code of amenityCodes(names)) {
        assert.match(code, amenityCodePattern)
        assert(code.length <= amenityCodeMax)
      }
    }),
  )
})

test('each amenity is in one group, under a code that is its own name', () => {
  const codes = Object.values(amenityGroups).flatMap((group) => Object.keys(group))
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) assert.deepEqual(amenityCodes([code.replaceAll('_', ' ')]), [code])
})

const types: [words: string, type: string][] = [
  ['Entire rental unit', 'apartment'],
  ['Private room in rental unit', 'apartment'],
  ['Room in boutique hotel', 'hotel'],
  ['Entire serviced apartment', 'serviced_apartment'],
  ['Private room in bed and breakfast', 'guesthouse'],
  ['Casa particular (Cuba)', 'apartment'],
  ['Camper/RV', 'camper'],
  ['Tiny home', 'tiny_house'],
  ['Townhouse', 'townhouse'],
  ['Private room', 'other'],
  ['Floating palace', 'other'],
]
for (const [words, type] of types) {
  test(`what others call ${words} is of type ${type}`, () => {
    assert.equal(propertyTypeOf(words), type)
    assert(propertyTypes.includes(type))
  })
}
