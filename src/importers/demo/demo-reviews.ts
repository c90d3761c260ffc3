import { addDays, type CalendarDate } from '../../kernel/calendar-date.ts'
import type { Random } from '../../kernel/random.ts'
import type { ImportedReview } from '../../reviews/review.ts'
import type { Categories } from '../../reviews/stay-review.ts'
import type { DemoHome } from './demo-home.ts'

type DemoStars = Readonly<{ rating: number; categories: Categories }>

/** How long ago the oldest stars of a home were given. */
const daysAgoMax = 900

/**
 * What guests said of a home, and the stars of those who said nothing: as many as it takes to come to its rating. None for a
 * home that is new.
 */
export function reviewsOf(home: DemoHome, today: CalendarDate, random: Random): Omit<ImportedReview, 'listingId'>[] {
  const said = home.reviews.map(([authorName, daysAgo, body, stars]) => ({ authorName, daysAgo, body, ...parseStars(stars) }))
  const latest = Math.min(...said.map(({ daysAgo }) => daysAgo))
  const silent = silentStars(home, random).map((stars) => {
    return { authorName: '', daysAgo: latest + random.below(daysAgoMax), body: '', ...stars }
  })
  return [...said, ...silent].map(({ daysAgo, ...review }, index) => {
    return { ...review, sourceId: `${home.slug}-${index}`, postedOn: addDays(today, -daysAgo) }
  })
}

/** '5 555545': of the whole, then of cleanliness, accuracy, check-in, communication, location and value. */
function parseStars(text: string): DemoStars {
  const [rating = 0, cleanliness = 0, accuracy = 0, checkIn = 0, communication = 0, location = 0, value = 0] = /^[1-5] [1-5]{6}$/.test(text)
    ? [...text.replace(' ', '')].map(Number)
    : []
  if (rating === 0) throw new Error(`no stars: ${text}`)
  return { rating, categories: { cleanliness, accuracy, checkIn, communication, location, value } }
}

/** Five for most, and four for as many as the rating asks for. */
function silentStars({ rating = 0, ratingCount = 0, reviews }: DemoHome, random: Random): DemoStars[] {
  const count = ratingCount - reviews.length
  const said = reviews.reduce((sum, [, , , stars]) => sum + parseStars(stars).rating, 0)
  const fours = 5 * count - (Math.round(rating * ratingCount) - said)
  if (fours < 0 || fours > count) throw new Error(`${said} stars in words are too few or too many for ${rating} by ${ratingCount}`)
  return Array.from({ length: count }, (_, index) => {
    const most = index < fours ? 4 : 5
    // One in eight finds some one thing a little less good, or a little better.
    const given = () => (random.below(8) === 0 ? 9 - most : most)
    const [cleanliness, accuracy, checkIn] = [given(), given(), given()]
    const [communication, location, value] = [given(), given(), given()]
    return { rating: most, categories: { cleanliness, accuracy, checkIn, communication, location, value } }
  })
}
