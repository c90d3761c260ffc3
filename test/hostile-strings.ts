import { readFileSync } from 'node:fs'
import path from 'node:path'
import { dataFolder } from './machine.ts'

/** Texts that have broken somebody's program: a few of our own, and the big list of naughty strings where it is at hand. */
const ours = [
  '',
  ' ',
  'null',
  'undefined',
  'NaN',
  '__proto__',
  'constructor',
  '0x1F',
  '1e309',
  '-0',
  '%00',
  '%s%n',
  '\u0000',
  '\ufeff',
  '\ud800',
  '🏳️‍🌈',
  '﷽',
  '田中さんにあげて下さい',
  'ÅÍÎÏ˝ÓÔÒÚÆ☃',
  '\u202etest\u202e',
  "'; drop table listing; --",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '{{7*7}}',
  '${7*7}',
  '\\',
  '"',
  '𐐜',
]

export function hostileStrings(): string[] {
  const folder = dataFolder()
  const known = folder ? (JSON.parse(readFileSync(path.join(folder, 'hostile/blns/blns.json'), 'utf8')) as string[]) : []
  return [...ours, ...known]
}
