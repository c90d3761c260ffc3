import ts from 'typescript'
import type { Tables } from '../../src/platform/tables.ts'
import { isStore, moduleOf } from './modules.ts'
import { calleeOf, isTest, saying, type Parsed } from './syntax.ts'

/** Whose each table is: only that module's stores may name it in a query. `search` may read them all. */
export const owners: Readonly<Record<keyof Tables, string>> = {
  user: 'accounts',
  session: 'accounts',
  account: 'accounts',
  verification: 'accounts',
  user_role: 'accounts',
  host: 'accounts',
  host_claim: 'accounts',
  picture: 'pictures',
  profile: 'accounts',
  portrait: 'accounts',
  listing: 'listings',
  cancellation_policy: 'listings',
  unit: 'listings',
  room: 'listings',
  listing_amenity: 'listings',
  photo: 'listings',
  unit_calendar: 'calendar',
  night_claim: 'calendar',
  imported_range: 'calendar',
  stay_rule: 'calendar',
  price_plan: 'pricing',
  price_override: 'pricing',
  market_terms: 'pricing',
  ledger_entry: 'ledger',
  ledger_posting: 'ledger',
  payment: 'payments',
  refund: 'payments',
  provider_event: 'payments',
  money_item: 'payments',
  reconciliation: 'payments',
  money_case: 'payments',
  dispute: 'payments',
  sandbox_object: 'payments',
  sandbox_control: 'payments',
  sandbox_key: 'payments',
  booking: 'bookings',
  booking_guest: 'bookings',
  booking_refund: 'bookings',
  alteration: 'bookings',
  own_booking: 'own-bookings',
  payout_account: 'payouts',
  transfer_plan: 'payouts',
  host_transfer: 'payouts',
  transfer_reversal: 'payouts',
  bank_payout: 'payouts',
  connect_event: 'payouts',
  review: 'reviews',
  review_categories: 'reviews',
  review_pair: 'reviews',
  stay_review: 'reviews',
  listing_rating: 'reviews',
  saved_list: 'saved',
  saved_listing: 'saved',
  import_run: 'importers',
  outbox: 'platform',
  outbox_head: 'platform',
  job: 'platform',
  idempotency_key: 'platform',
  mail: 'platform',
}
const ownerOf = new Map<string, string>(Object.entries(owners))

const query = /\.(?:(selectFrom|\w+Join)|insertInto|replaceInto|updateTable|deleteFrom|mergeInto)$/
/** Below the stores: what makes connections, and the tables themselves. */
const speaksSql = (file: string) =>
  isStore(file) || moduleOf(file) === 'migrations' || /^src\/platform\/(db|sqlite|sqlite-batch|migrate)\.ts$/.test(file)

export function tableViolations(file: Parsed): string[] {
  if (file.path === 'src/platform/tables.ts') return ownerlessTables(file)
  if (!file.path.startsWith('src/') || isTest(file.path) || moduleOf(file.path) === 'migrations') return []
  const kysely = file.imports.filter(({ to, typeOnly }) => to === 'kysely' && !typeOnly && !speaksSql(file.path))
  const outside = kysely.map(({ node }) => saying(file, node, 'writes SQL outside a store'))
  return [...outside, ...file.nodes.flatMap((node) => [...queryViolations(file, node), ...rawViolations(file, node)])]
}

function ownerlessTables(file: Parsed): string[] {
  const type = file.nodes.filter(ts.isTypeAliasDeclaration).find(({ name }) => name.text === 'Tables')?.type
  const tables = type && ts.isTypeLiteralNode(type) ? type.members.map((member) => ({ member, name: member.name?.getText() ?? '' })) : []
  if (tables.length === 0) return [`${file.path}:1 names no tables`]
  return tables
    .filter(({ name }) => !ownerOf.has(name))
    .map(({ member, name }) => saying(file, member, `has a table without owner: ${name}`))
}

/** `tx.insertInto('booking')` and its kind. */
function queryViolations(file: Parsed, node: ts.Node): string[] {
  const [called, read] = query.exec(calleeOf(node) ?? '') ?? []
  if (!called || !ts.isCallExpression(node)) return []
  if (!isStore(file.path)) return [saying(file, node, 'writes SQL outside a store')]
  const [target] = node.arguments
  const names = target && ts.isArrayLiteralExpression(target) ? [...target.elements] : target ? [target] : []
  return names.flatMap((name) => {
    if (ts.isArrowFunction(name)) return []
    if (!ts.isStringLiteral(name)) return [saying(file, node, `must name its table in the query, not ${name.getText()}`)]
    return touched(file, node, name.text.split(' ')[0] ?? '', read !== undefined)
  })
}

/** sql`… from booking …` */
function rawViolations(file: Parsed, node: ts.Node): string[] {
  if (!ts.isTaggedTemplateExpression(node) || node.tag.getText().replace(/<.*>$/s, '') !== 'sql') return []
  const text = node.template.getText().replaceAll(/\$\{[^}]*\}/g, '?')
  const names = [...text.matchAll(/\b(from|join|into|update)\s+[`"\\]*(\w+)/gi)].filter(([, , name = '']) => ownerOf.has(name))
  return names.flatMap(([, verb = '', name = '']) => touched(file, node, name, /from|join/i.test(verb) && !/\bdelete\s+from\b/i.test(text)))
}

function touched(file: Parsed, node: ts.Node, table: string, reads: boolean): string[] {
  const owner = ownerOf.get(table)
  if (!owner) return isNamedHere(file, table) ? [] : [saying(file, node, `queries a table without owner: ${table}`)]
  const [here, mine] = [moduleOf(file.path), moduleOf(file.path) === owner]
  return mine || (here === 'search' && reads) ? [] : [saying(file, node, `may not ${reads ? 'read' : 'write'} ${table}: it is ${owner}'s`)]
}

/** By `.with('name', …)` in the same file. */
const isNamedHere = (file: Parsed, name: string) => new RegExp(`\\.with(Recursive)?\\(\\s*'${name}\\b`).test(file.text)
