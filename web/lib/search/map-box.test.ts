import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapBox } from './map-box.ts'

const pin = (lat: number, lng: number) => ({ listingId: 'x', placeType: '', propertyType: '', count: 1, lat, lng, total: null })

test('the map shows every home that was found, with room around the outermost', () => {
  const pins = [pin(39.1, -39.3), pin(39.2, -39.1), pin(39.15, -39.2)]
  const [west = 0, south = 0, east = 0, north = 0] = mapBox({ pins, bbox: null }, false) ?? []
  for (const { lat, lng } of pins) assert.ok(lng > west && lng < east && lat > south && lat < north)
})

test('one home alone is shown with its neighbourhood', () => {
  const [west = 0, south = 0, east = 0, north = 0] = mapBox({ pins: [pin(1.3, 103.8)], bbox: null }, false) ?? []
  assert.ok(east - west > 0.015 && north - south > 0.015)
})

test('an area that the reader asked for on the map stays where it is', () => {
  const bbox = [1, 2, 3, 4]
  assert.deepEqual(mapBox({ pins: [pin(2.5, 1.5)], bbox }, true), bbox)
  assert.deepEqual(mapBox({ pins: [], bbox }, false), bbox)
  assert.equal(mapBox({ pins: [], bbox: null }, false), null)
})

test('homes on both sides of the date line are shown side by side, not the world between them', () => {
  const fiji = [176, -20, -178, -12]
  const [west = 0, , east = 0] = mapBox({ pins: [pin(-17, 178), pin(-16.8, -179.9)], bbox: fiji }, false) ?? []
  assert.ok(west < 178 && west > 177, String(west))
  assert.ok(east > 180.1 && east < 181, String(east))
})
