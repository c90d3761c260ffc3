/** What a list of stays may be asked for, as the API names it. */
export const shows = ['now', 'ahead', 'past', 'off'] as const
export type Show = (typeof shows)[number]

/** The views of such a list: who is here and who comes are one. */
export type StaysView = 'next' | 'past' | 'off'
export const viewOf = (show: Show): StaysView => (show === 'past' || show === 'off' ? show : 'next')
