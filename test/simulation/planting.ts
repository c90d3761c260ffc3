/** A mistake that somebody could make in one line, as a change to the product's source. */
export type Plant = Readonly<{ name: string; file: string; edits: readonly (readonly [from: string, to: string])[] }>

export const one = (name: string, file: string, from: string, to: string): Plant => ({ name, file, edits: [[from, to]] })
