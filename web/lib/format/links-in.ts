/** Plain text in stretches, of which the web addresses have an `href`. */
export function linksIn(text: string): { text: string; href: string | null }[] {
  return text.split(/(https?:\/\/[^\s<>]+)/).map((part, index) => ({ text: part, href: index % 2 === 1 ? part : null }))
}
