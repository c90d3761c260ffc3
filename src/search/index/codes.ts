/** Texts that many listings share, as small numbers in order of their coming. */
export type Codes<Text> = Readonly<{
  of(text: Text): number
  known(text: Text): number | undefined
  texts: readonly Text[]
}>

export function newCodes<Text extends string>(): Codes<Text> {
  const texts: Text[] = []
  const codes = new Map<Text, number>()
  return {
    of: (text) => {
      const known = codes.get(text)
      if (known !== undefined) return known
      codes.set(text, texts.length)
      return texts.push(text) - 1
    },
    known: (text) => codes.get(text),
    texts,
  }
}

/** @throws when nothing has the code: what is in a column has come by its dictionary. */
export function textOf<Text>({ texts }: Codes<Text>, code = -1): Text {
  const text = texts[code]
  if (text === undefined) throw new Error(`nothing has the code ${code}`)
  return text
}
