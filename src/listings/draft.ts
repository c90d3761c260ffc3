/** What a draft may leave open besides its words, which are '' as long as nobody has said them. */
export const openFacts = ['exact', 'capacity', 'bedrooms', 'beds', 'bathrooms', 'amenities', 'policy', 'instantBook'] as const

/**
 * Facts that nobody has said. Their values are stand-ins, so that whoever reads a listing that is shown never meets a fact
 * that is not there: nothing unsaid that a guest must know is ever published.
 */
export type OpenFact = (typeof openFacts)[number]

/** What stands in for what a draft does not say. */
export const standIns = { title: '', capacity: 2, bedrooms: 1, beds: 1, bathrooms: 1, policy: 'moderate', instantBook: false } as const

/** Those of `open` that `said` says nothing about. */
export const stillOpen = (open: readonly OpenFact[], said: Partial<Record<OpenFact, unknown>>): OpenFact[] =>
  open.filter((fact) => said[fact] === undefined)

export const isOpenFact = (text: string): text is OpenFact => openFacts.some((fact) => fact === text)
