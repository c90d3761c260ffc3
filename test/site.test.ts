import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amenityGroups } from '../src/listings/amenity.ts'
import { cancellationPolicies } from '../src/listings/cancellation-policy.ts'
import { placeTypes } from '../src/listings/listing-facts.ts'
import { propertyTypes } from '../src/listings/property-type.ts'
import { bedKinds } from '../src/listings/room.ts'
import { decimals, parseCurrency } from '../src/kernel/money.ts'
import amenityWords from '../web/messages/en/amenities.json' with { type: 'json' }
import siteWords from '../web/messages/en/site.json' with { type: 'json' }
import editorWords from '../web/messages/en/editor.json' with { type: 'json' }
import * as site from '../web/lib/listing/vocabulary.ts'
import { decimalsOf } from '../web/lib/format/minor-units.ts'

test('the site and the kernel agree how many decimals every currency has', () => {
  for (const code of Intl.supportedValuesOf('currency')) {
    const currency = parseCurrency(code)
    assert.ok(currency.ok, code)
    assert.equal(decimalsOf(code), decimals(currency.value), code)
  }
})

const words: Readonly<Record<string, string>> = { ...siteWords, ...amenityWords, ...editorWords }

test('every kind of home, bed, policy and amenity that the product knows is asked for by the form, and has its word', () => {
  assert.deepEqual(site.propertyTypes.toSorted(), propertyTypes.toSorted())
  assert.deepEqual(site.placeTypes, placeTypes)
  assert.deepEqual(site.bedKinds, bedKinds)
  // A long stay's policy is everybody's: no host picks it.
  assert.deepEqual([...site.policies, 'long_stay'], Object.keys(cancellationPolicies))
  assert.deepEqual(site.groups, Object.keys(amenityGroups))
  for (const group of site.groups) assert.deepEqual(site.amenitiesIn(group), Object.keys(amenityGroups[group]), group)
  const keys = [
    ...propertyTypes.map((type) => `property.${type}`),
    ...placeTypes.map((type) => `placeType.${type}`),
    ...site.groups.flatMap((group) => site.amenitiesIn(group).map((code) => `amenity.${code}`)),
    ...bedKinds.map((kind) => `bed.${kind}`),
    ...site.policies.map((policy) => `editor.policy.${policy}`),
    ...site.groups.map((group) => `editor.group.${group}`),
  ]
  assert.deepEqual(
    keys.filter((key) => !words[key]),
    [],
  )
})
