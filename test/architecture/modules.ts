import { isTest, saying, type Import, type Parsed, type SourceFile } from './syntax.ts'

/** The modules, lowest first. A module may use those before it, never those beside or after it. */
const order: readonly (readonly string[])[] = [
  ['kernel'],
  ['settings', 'migrations'],
  ['platform'],
  ['pictures'],
  ['accounts'],
  ['listings'],
  ['calendar'],
  ['pricing'],
  ['search', 'ledger'],
  ['payments'],
  ['bookings', 'own-bookings'],
  ['payouts'],
  ['reviews', 'saved', 'messaging', 'notifications', 'moderation'],
  ['hosting', 'importers'],
  ['app'],
]
const rank = new Map(order.flatMap((level, index) => level.map((module) => [module, index])))

/** What wires the modules together. */
const wiring = new Set(['app.ts', 'leaving.ts', 'main.ts', 'mount-api.ts', 'open-site.ts', 'readiness.ts'])

/** 'bookings' for src/bookings/…; the files directly in src/ are the wiring, 'app', or what is read from the environment, 'settings'. */
export function moduleOf(file: string): string {
  const [top = '', module = '', ...rest] = file.split('/')
  if (top !== 'src') return top
  if (rest.length > 0) return module
  return wiring.has(module) ? 'app' : 'settings'
}

export const isStore = (file: string) => /[/-]store\.ts$/.test(file)
export const isRoutes = (file: string) => /[/-](routes|pages)\.ts$/.test(file)

export function moduleViolations(file: Parsed): string[] {
  if (isTest(file.path) || file.path.startsWith('bench/')) return []
  const rules = [inOrder, hidden, http, pure]
  return file.imports.flatMap((each) => rules.flatMap((rule) => rule(file, each) ?? []))
}

function inOrder(file: Parsed, { to, node }: Import): string | undefined {
  const [here, there] = [moduleOf(file.path), moduleOf(to)]
  if (!file.path.startsWith('src/')) return undefined
  if (/^(test|bench|bin|web)\//.test(to)) return saying(file, node, `may not use ${to}: the product stands on src/ alone`)
  if (!to.startsWith('src/') || here === there) return undefined
  if (!rank.has(there)) return saying(file, node, `uses ${to}, whose module has no place in the order`)
  return (rank.get(there) ?? 0) < (rank.get(here) ?? -1) ? undefined : saying(file, node, `may not use ${there}: ${to}`)
}

/** A module offers functions; its queries and its routes are nobody else's business, save that app.ts mounts the routes. */
function hidden(file: Parsed, { to, node }: Import): string | undefined {
  const here = moduleOf(file.path)
  if (!to.startsWith('src/')) return undefined
  const foreign = here !== moduleOf(to) && (isStore(to) || (isRoutes(to) && here !== 'app'))
  return foreign ? saying(file, node, `may not look inside ${moduleOf(to)}: ${to}`) : undefined
}

const speaksHttp = (file: string) => isRoutes(file) || file.startsWith('src/platform/http/') || moduleOf(file) === 'app'

/** Nothing below the routes knows HTTP. */
function http(file: Parsed, { to, node }: Import): string | undefined {
  if (!file.path.startsWith('src/') || speaksHttp(file.path)) return undefined
  return /^@?fastify\b/.test(to) || to.startsWith('src/platform/http/') ? saying(file, node, `may not know HTTP: ${to}`) : undefined
}

const pureFiles = new Set([
  'src/bookings/alteration.ts',
  'src/bookings/booking.ts',
  'src/bookings/booking-postings.ts',
  'src/bookings/given-back.ts',
  'src/bookings/refund.ts',
  'src/bookings/request.ts',
  'src/bookings/transitions.ts',
  'src/calendar/day-spans.ts',
  'src/ledger/accounts.ts',
  'src/payments/payment.ts',
  'src/payments/refund-split.ts',
  'src/platform/wire.ts',
  'src/pricing/market-terms.ts',
  'src/pricing/price-plan.ts',
  'src/pricing/quote.ts',
  'src/pricing/reprice.ts',
])
const purePackages = new Set(['node:assert/strict', 'temporal-polyfill', 'zod'])
/** Of Node's cryptography, what gives the same answer every time. */
const pureCryptography = new Set(['createHash', 'createHmac', 'hash', 'timingSafeEqual'])
/** What clock, chance and ids are made of is in the kernel too, and reads the world. */
const impureKernel = new Set(['src/kernel/clock.ts', 'src/kernel/random.ts'])

/** Rules and values: the same arguments give the same answer, whatever the world does. */
const isPure = (file: string) =>
  !isTest(file) && (pureFiles.has(file) || file.endsWith('-policy.ts') || (file.startsWith('src/kernel/') && !impureKernel.has(file)))

/** The pages' own sources: the site has the API and nothing else. */
export function siteViolations({ path: file, text }: SourceFile): string[] {
  return /['"](\.\.\/)+src\//.test(text) ? [`${file}:1 may not use src/: the site has the API and nothing else`] : []
}

/** Pure files call only each other; types of anything below may be named, since they vanish. The kernel's clock also holds pure arithmetic. */
function pure(file: Parsed, { to, node, names, typeOnly }: Import): string | undefined {
  if (!isPure(file.path) || isPure(to) || to === 'src/kernel/clock.ts') return undefined
  const calculates = to === 'node:crypto' && names.length > 0 && names.every((name) => pureCryptography.has(name))
  const harmless = typeOnly ? !speaksHttp(to) && !isStore(to) : purePackages.has(to) || calculates
  return harmless ? undefined : saying(file, node, `must stay pure but uses ${to}`)
}
