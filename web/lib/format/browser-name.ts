/** 'Firefox on Linux' out of a User-Agent header; null when it names no browser we know. */
export function browserName(header: string | null): string | null {
  if (!header) return null
  const browser = browsers.find(([pattern]) => pattern.test(header))?.[1]
  const system = systems.find(([pattern]) => pattern.test(header))?.[1]
  return browser ? [browser, system].filter(Boolean).join(', ') : null
}

/** The order matters: most browsers also claim to be an older one. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
]
