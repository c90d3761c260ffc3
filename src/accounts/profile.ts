/** What people tell others of themselves. An empty `shownName` means the first of their names; languages are ISO 639 codes. */
export type Profile = Readonly<{ shownName: string; about: string; languages: readonly string[] }>

export const emptyProfile: Profile = { shownName: '', about: '', languages: [] }

export const aboutMax = 2_000
export const languagesMax = 12
