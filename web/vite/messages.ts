import compile from 'icu-minify/compile'
import type { Plugin } from 'vite'

const catalogue = /\/web\/messages\/[\w-]+\/[\w-]+\.json$/

function compileMessage(source: string, key: string) {
  try {
    return compile(source)
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
        const compiled = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compileMessage(text, key)]))
        return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))})`, map: null, moduleType: 'js' }
      },
    },
  }
}
