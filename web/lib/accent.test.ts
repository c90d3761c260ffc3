import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accentStyle, isAccent } from './accent.ts'

test('an operator’s colour gives a hue and a lightness that ink stands on', () => {
  assert.equal(accentStyle('#1d5c63'), '--accent-h:205.6;--accent-c:0.063;--solid-l:0.438;--on-solid-l:0.99')
  assert.equal(accentStyle('#FFD21F'), '--accent-h:92.5;--accent-c:0.135;--solid-l:0.877;--on-solid-l:0.22')
  assert.equal(accentStyle('#fff').endsWith('--accent-c:0.000;--solid-l:0.880;--on-solid-l:0.22'), true)
  assert.equal(accentStyle('#000').endsWith('--solid-l:0.340;--on-solid-l:0.99'), true)
})

test('only a colour gets into the page', () => {
  for (const text of ['red', '#12', '#1234567', '#12345g', '#000;x', '"><script>', '']) assert.equal(isAccent(text), false, text)
  for (const text of ['#abc', '#A1b2C3']) assert.equal(isAccent(text), true, text)
})
