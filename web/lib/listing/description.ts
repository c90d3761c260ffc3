export type Told = Readonly<{
  /** The opening in the host's voice; '' when there is none short enough. */
  lede: string
  /** What follows at once, and what waits to be unfolded. */
  shown: readonly string[]
  folded: readonly string[]
}>

const ledeMax = 420
const shownMax = 900

/** A host's text as a page tells it: a short first paragraph, or else the summary, leads; a long rest is folded. */
export function tellHome({ summary, description }: { summary: string; description: string }): Told {
  const paragraphs = description
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
  const [first = ''] = paragraphs
  if (first !== '' && first.length <= ledeMax) return { lede: first, ...fold(paragraphs.slice(1)) }
  // An imported summary is often the description's own beginning, cut.
  const repeats = first.startsWith(summary.replace(/…$/, '').trim().slice(0, 60))
  return { lede: repeats ? '' : summary, ...fold(paragraphs) }
}

function fold(paragraphs: readonly string[]): Pick<Told, 'shown' | 'folded'> {
  let length = 0
  const end = paragraphs.findIndex((paragraph, index) => {
    length += paragraph.length
    return index > 0 && length > shownMax
  })
  return end === -1 ? { shown: paragraphs, folded: [] } : { shown: paragraphs.slice(0, end), folded: paragraphs.slice(end) }
}
