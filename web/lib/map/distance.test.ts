import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kmBetween, roughly } from './distance.ts'

test('a distance is as far as a straight line reaches, across the date line too', () => {
  assert.equal(Math.round(kmBetween({ lat: 52.52, lng: 13.405 }, { lat: 48.8566, lng: 2.3522 })), 877)
  assert.equal(Math.round(kmBetween({ lat: 0, lng: 179.5 }, { lat: 0, lng: -179.5 })), 111)
  assert.equal(kmBetween({ lat: 39.1, lng: -39.2 }, { lat: 39.1, lng: -39.2 }), 0)
})

test('a distance from a blurred point is said no finer than the blur', () => {
  const said = (km: number) => Object.values(roughly(km)).join(' ')
  assert.deepEqual([0, 0.29, 0.3, 0.64, 0.94].map(said), ['close 0', 'close 0', 'm 300', 'm 600', 'm 900'])
  assert.deepEqual([0.96, 1.3, 4.6, 4.8, 11.4].map(said), ['km 1', 'km 1.5', 'km 4.5', 'km 5', 'km 11'])
})
