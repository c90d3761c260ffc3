import type { Catalogue, Message } from './catalogue.ts'

const accents: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aåbƀcçdðeéfƒgĝhĥiîjĵkķlļmɱnñoöpþqǫrŕsštţuûvṽwŵxẋyýzž'].reduce<[string, string][]>((pairs, letter, index, all) => {
    if (index % 2 === 0) pairs.push([letter, all[index + 1]!])
    return pairs
  }, []),
)
const accented = (text: string) =>
  text.replaceAll(/[a-z]/gi, (letter) => {
    const accent = accents[letter.toLowerCase()]!
    return letter === letter.toLowerCase() ? accent : accent.toUpperCase()
  })

/** About 40 % longer, as German or Finnish would be, in words of no more than 12 letters. Runs of spaces and punctuation alone stay as they are. */
const lengthened = (text: string) =>
  /[a-z]{3}/i.test(text)
    ? `${accented(text)}${'~'.repeat(Math.ceil(text.trim().length * 0.4)).replaceAll(/~{12}(?=~)/g, '~~~~~~~~~~~~ ')}`
    : text

type Node = Exclude<Message, string>[number]

/** A node is a text, '#', or a list that names what it is filled with and how; a tag's list goes on with what is inside it. */
function disguise(node: Node): Node {
  if (typeof node === 'string') return lengthened(node)
  if (typeof node === 'number') return node
  const [name, kind, ...rest] = node
  if (kind === undefined) return node
  if (typeof kind !== 'number' || kind === 0) return [name, ...[kind, ...rest].map((child) => disguise(child as Node))] as Node
  const [branches] = rest
  if (typeof branches !== 'object' || kind > choosing) return node
  const disguised = Object.entries(branches as Record<string, Branch>).map(([choice, branch]) => [choice, disguiseBranch(branch)])
  return [name, kind, Object.fromEntries(disguised)] as Node
}

/** Kinds up to this one choose between branches: select, plural, ordinal. */
const choosing = 3
type Branch = string | number | Node[]
const disguiseBranch = (branch: Branch) => (Array.isArray(branch) ? branch.map(disguise) : disguise(branch as Node))

/** English made to look foreign: accented, longer and in brackets, so that text which never was in a catalogue stands out. */
export function pseudoCatalogue(english: Catalogue): Catalogue {
  const entries = Object.entries(english).map(([key, message]): [string, Message] => [
    key,
    typeof message === 'string' ? `[${lengthened(message)}]` : ['[', ...message.map(disguise), ']'],
  ])
  return Object.fromEntries(entries)
}
