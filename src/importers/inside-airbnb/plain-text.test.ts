import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hostileStrings } from '../../../test/hostile-strings.ts'
import { cutText, firstSentence, plainLine, plainText } from './plain-text.ts'

const texts: [markup: string, plain: string][] = [
  ['One.<br /><br /><b>The space</b><br/>Two &amp; three.', 'One.\n\nThe space\nTwo & three.'],
  ['One.\r\n\r\n\r\n\r\nTwo.\rThree.', 'One.\n\nTwo.\nThree.'],
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['<UL><li>One</li><LI class="x">Two</li></UL>', 'One\nTwo'],
  ['less < more > less, 2 <3', 'less < more > less, 2 <3'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['&lt;b&gt; and &amp;lt; and &#8364;&#x20AC; &unknown; &#9999999;', '<b> and &lt; and €€ &unknown; &#9999999;'],
  ['a\u0000b\u001b[31mc\tc\u00a0\u00a0d  e', 'ab[31mc c d e'],
  ['half \ud83d of a pair', 'half \ufffd of a pair'],
  ['  \n ', ''],
]

test('markup becomes plain paragraphs, and what is no markup stays', () => {
  for (const [markup, plain] of texts) assert.equal(plainText(markup), plain)
  assert.equal(plainLine('One<br/>line'), 'One line')
})

/** Halves of pairs and control characters among them. */
const anyUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })))
  .map((units) => String.fromCharCode(...units))

test('plain text holds nothing that a database or a page could not', () => {
  fc.assert(
    fc.property(anyUnits, (markup) => {
      const plain = plainText(markup)
      assert.ok(plain.isWellFormed())
      assert.doesNotMatch(plain, /[^\P{Cc}\n]/u)
      assert.equal(plain, plain.trim())
    }),
  )
})

test('text is cut at the end of a word, never within a character', () => {
  assert.equal(cutText('eight and a half', 16), 'eight and a half')
  assert.equal(cutText('eight and a half', 15), 'eight and a…')
  assert.equal(cutText('supercalifragilistic', 10), 'supercali…')
  assert.equal(cutText('😀😀😀😀', 6), '😀😀…')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, max) => {
      const cut = cutText(text, max)
      assert.ok(cut.length <= max && cut.isWellFormed())
    }),
  )
})

test('the first sentence of a text is its summary', () => {
  assert.equal(firstSentence('Warm. Dry.\nQuiet.'), 'Warm.')
  assert.equal(firstSentence('At 4.5 stars! Or so'), 'At 4.5 stars!')
  assert.equal(firstSentence('No end\nMore.'), 'No end')
  assert.equal(firstSentence(''), '')
})

test('no naughty string breaks the reading of a text', () => {
  for (const text of hostileStrings()) {
    assert.ok(plainText(text).isWellFormed())
    assert.ok(cutText(plainLine(text), 40).length <= 40)
  }
})
