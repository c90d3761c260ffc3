/** The month that an address asks for, as the API takes it; the present one where it asks for none. */
export function monthIn({ searchParams }: URL): { month?: string } {
  const month = /^2[01]\d\d-(0[1-9]|1[0-2])$/.exec(searchParams.get('month') ?? '')?.[0]
  return month ? { month } : {}
}
