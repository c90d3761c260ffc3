import { parse } from '@formatjs/icu-messageformat-parser'
import type { Plugin } from 'vite'

const catalogue = /\/web\/messages\/[\w-]+\/[\w-]+\.json$/

/** A message as the browser gets it: plain text stays a string, anything with an argument becomes its syntax tree. */
function compile(source: string, key: string) {
  try {
    const [first, ...rest] = parse(source, { captureLocation: false })
    if (!first) return ''
    return rest.length === 0 && first.type === 0 ? first.value : [first, ...rest]
  } catch (error) {
    throw new Error(`message ${key} is not valid ICU: ${source}`, { cause: error })
  }
}

/** Compiles the ICU catalogues in web/messages when they are imported; a message that doesn't parse stops the build. */
export function messages(): Plugin {
  return {
    name: 'sojourn-messages',
    enforce: 'pre',
    transform: {
      filter: { id: catalogue },
      handler(source) {
        const texts = JSON.parse(source) as Record<string, string>
        const compiled = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compile(text, key)]))
        return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))})`, map: null, moduleType: 'js' }
      },
    },
  }
}
