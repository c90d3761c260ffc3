/** The signed-in reader, as the header needs them. */
export type Me = Readonly<{ id: string; name: string; email: string; emailVerified: boolean }>
