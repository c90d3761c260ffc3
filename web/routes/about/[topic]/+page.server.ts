import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** What can be read about the marketplace, and how many sections each has. */
const sections = { who: 3, cancelling: 4, letting: 4, privacy: 4, terms: 4, accessibility: 3 } as const
type Topic = keyof typeof sections

const isTopic = (text: string): text is Topic => text in sections

export const load: PageServerLoad = ({ params }) => {
  const { topic } = params
  if (!isTopic(topic)) error(404, 'no such page')
  return { topic, sections: Array.from({ length: sections[topic] }, (_, index) => index + 1) }
}
