/** A path on this site, else `otherwise`: nothing that a form sends leads anywhere else. */
export function pathWithin(back: FormDataEntryValue | string | null, here: URL, otherwise = '/'): string {
  if (typeof back !== 'string' || !URL.canParse(back, here)) return otherwise
  const target = new URL(back, here)
  return target.origin === here.origin ? target.pathname + target.search : otherwise
}
