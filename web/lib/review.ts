export const reviewCategories = ['cleanliness', 'accuracy', 'checkIn', 'communication', 'location', 'value'] as const

export const reviewTextMax = 4000
export const privateNoteMax = 2000

/** What is in the form: stars by the field's name. */
export type ReviewDraft = Readonly<{ stars: Readonly<Record<string, number>>; text: string; privateNote: string }>
