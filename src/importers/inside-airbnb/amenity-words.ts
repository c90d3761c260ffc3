/** '["Wifi", "TV"]' since 2020, '{TV,"Cable TV"}' before. @returns the words as they are there; none when it is neither. */
export function amenityWords(text: string): string[] {
  if (text.startsWith('[')) return fromJson(text)
  if (!text.startsWith('{') || !text.endsWith('}')) return []
  return [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^",]+)/g)].map(([, quoted, bare]) =>
    (quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '').trim(),
  )
}

function fromJson(text: string): string[] {
  try {
    const words: unknown = JSON.parse(text)
    return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : []
  } catch {
    return []
  }
}
