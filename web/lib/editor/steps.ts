import { camera, pencil } from '../../components/icons-letting.ts'
import { bed } from '../../components/icons-home.ts'
import { check, coin, home, key, list, pin } from '../../components/icons.ts'

/** The parts of a listing's form, in the order in which they are easiest to answer. Photos have a page of their own. */
export const steps = ['kind', 'place', 'rooms', 'amenities', 'photos', 'texts', 'prices', 'rules', 'review'] as const
export type Step = (typeof steps)[number]
/** Those that are a form of the editor's. */
export type FormStep = Exclude<Step, 'photos' | 'review'>

export const stepIcons: Readonly<Record<Step, string>> = {
  kind: home,
  place: pin,
  rooms: bed,
  amenities: list,
  photos: camera,
  texts: pencil,
  prices: coin,
  rules: key,
  review: check,
}

export const isStep = (text: string): text is Step => steps.some((step) => step === text)
export const isFormStep = (step: Step): step is FormStep => step !== 'photos' && step !== 'review'

export const stepHref = (id: string, step: Step) => `/host/listings/${id}/${step}`
export const stepAfter = (step: Step): Step => steps[steps.indexOf(step) + 1] ?? 'review'
