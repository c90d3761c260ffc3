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

type Element = Exclude<Message, string>[number]

function disguise(element: Element): Element {
  if (element.type === 0) return { ...element, value: lengthened(element.value) }
  if ('options' in element) {
    const options = Object.entries(element.options).map(([name, option]) => [name, { ...option, value: option.value.map(disguise) }])
    return { ...element, options: Object.fromEntries(options) }
  }
  return 'children' in element ? { ...element, children: element.children.map(disguise) } : element
}

/** English made to look foreign: accented, longer and in brackets, so that text which never was in a catalogue stands out. */
export function pseudoCatalogue(english: Catalogue): Catalogue {
  const entries = Object.entries(english).map(([key, message]): [string, Message] => [
    key,
    typeof message === 'string' ? `[${lengthened(message)}]` : [{ type: 0, value: '[' }, ...message.map(disguise), { type: 0, value: ']' }],
  ])
  return Object.fromEntries(entries)
}
