import type { z } from 'zod'
import { secondMs } from '../../kernel/clock.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { invalid, type ApiError } from './api-errors.ts'
import type { listParams } from './api-params.ts'
import type { Kind, RecordOf, SandboxRecord } from './records.ts'
import type { SandboxDeps } from './sandbox-deps.ts'
import { selectPage, selectRecord, type PageQuery } from './store.ts'

export type ListParams<K extends Kind> = z.output<(typeof listParams)[K]>
export type Page<K extends Kind> = Readonly<{ records: RecordOf<K>[]; hasMore: boolean }>

const batch = 200

/** Newest first. Filters other than time are applied to what is read: the sandbox is small. */
export async function listRecords<K extends Kind>(deps: SandboxDeps, kind: K, params: ListParams<K>): Promise<Result<Page<K>, ApiError>> {
  const start = await startOf(deps, kind, params)
  if (!start.ok) return start
  let from = start.value
  const found: RecordOf<K>[] = []
  for (;;) {
    const page: RecordOf<K>[] = await selectPage(deps.db, { kind, from, ...created(params), limit: batch })
    found.push(...page.filter((record) => matches(record, params)))
    const last = page.at(-1)
    if (!last || page.length < batch || found.length > params.limit) break
    from = 'newerThan' in from ? { newerThan: last } : { olderThan: last }
  }
  const records = found.slice(0, params.limit)
  return ok({ records: 'newerThan' in from ? records.toReversed() : records, hasMore: found.length > params.limit })
}

async function startOf<K extends Kind>(deps: SandboxDeps, kind: K, params: ListParams<K>): Promise<Result<PageQuery<K>['from'], ApiError>> {
  const { starting_after: after, ending_before: before } = params
  const name = after ?? before
  if (name === undefined) return ok({ olderThan: null })
  const position = await selectRecord(deps.db, kind, name)
  const param = after === undefined ? 'ending_before' : 'starting_after'
  if (!position || (after !== undefined && before !== undefined))
    return invalid('parameter_invalid', `${param} names nothing to go on from.`, param)
  return ok(after === undefined ? { newerThan: position } : { olderThan: position })
}

function created({ created: span }: ListParams<Kind>): Pick<PageQuery<Kind>, 'createdFrom' | 'createdUntil'> {
  const { gte, gt, lte, lt } = { gte: undefined, gt: undefined, lte: undefined, lt: undefined, ...span }
  const from = gte ?? (gt === undefined ? undefined : gt + 1)
  const until = lte ?? (lt === undefined ? undefined : lt - 1)
  return {
    createdFrom: from === undefined ? null : from * secondMs,
    createdUntil: until === undefined ? null : (until + 1) * secondMs - 1,
  }
}

type FilterName = 'destination' | 'transfer_group' | 'payment_intent' | 'charge' | 'status' | 'type' | 'source' | 'delivery_success'
type Filters = Readonly<Partial<Record<FilterName, string | undefined>> & { types?: string[] | undefined; limit: number }>

function matches(record: SandboxRecord, filters: Filters): boolean {
  const is = (wanted: string | undefined, actual: string | null) => wanted === undefined || wanted === actual
  switch (record.kind) {
    case 'checkout.session':
      return is(filters.payment_intent, record.intentId) && is(filters.status, record.status)
    case 'payment_intent':
      return true
    case 'charge':
      return is(filters.payment_intent, record.intentId)
    case 'refund':
      return is(filters.payment_intent, record.intentId) && is(filters.charge, record.chargeId)
    case 'dispute':
      return is(filters.payment_intent, record.intentId) && is(filters.charge, record.chargeId)
    case 'balance_transaction':
      return is(filters.type, record.type) && is(filters.source, record.sourceId)
    case 'transfer':
      return is(filters.destination, record.accountId) && is(filters.transfer_group, record.transferGroup)
    case 'event':
      return (
        is(filters.type, record.type) &&
        (filters.types?.includes(record.type) ?? true) &&
        is(filters.delivery_success, `${record.delivery !== 'due'}`)
      )
  }
}
