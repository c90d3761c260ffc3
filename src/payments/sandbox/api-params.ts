import { parse } from 'picoquery'
import { z } from 'zod'
import { err, ok, type Result } from '../../kernel/result.ts'
import { invalid, type ApiError } from './api-errors.ts'

const indexDigitsMax = 2

/** A form body or query string as Stripe's SDKs write it, `a[0][b]=c`, as nested objects and arrays of strings. */
export function parseForm(text: string): unknown {
  // A huge index would make a huge array.
  if (new RegExp(`(\\[|%5B)\\d{${indexDigitsMax + 1},}`, 'i').test(text)) return { index: 'too large' }
  return parse(text, { nesting: true, nestingSyntax: 'index', arrayRepeat: true, arrayRepeatSyntax: 'bracket' })
}

/** What is unknown or wrong is refused, as Stripe does: a parameter that the sandbox ignored would work here and fail there. */
export function parseParams<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>, ApiError> {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  if (!issue) throw new Error('zod refused without an issue')
  if (issue.code === 'unrecognized_keys') {
    const param = paramOf([...issue.path, issue.keys[0] ?? ''])
    return invalid('parameter_unknown', `The sandbox does not know the parameter ${param}.`, param)
  }
  const param = paramOf(issue.path)
  if (issue.input === undefined) return invalid('parameter_missing', `The parameter ${param} is required.`, param)
  return err({ type: 'invalid_request_error', code: 'parameter_invalid', message: `${param}: ${issue.message}`, param })
}

const paramOf = ([first, ...rest]: readonly PropertyKey[]) => `${String(first ?? '')}${rest.map((key) => `[${String(key)}]`).join('')}`

export const whole = z
  .string()
  .regex(/^\d{1,12}$/, 'not a whole number')
  .transform(Number)
export const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((entries) => Object.keys(entries).length <= 50, 'more than 50 keys')
  .default({})
const address = z.url({ protocol: /^https?$/ }).max(2000)
export const objectId = z.string().max(120)

export const sessionParams = z.strictObject({
  mode: z.literal('payment'),
  ui_mode: z.literal('hosted_page').optional(),
  submit_type: z.enum(['auto', 'book', 'pay']).optional(),
  allowed_payment_method_types: z.array(z.literal('card')).length(1).optional(),
  adaptive_pricing: z.strictObject({ enabled: z.literal('false') }).optional(),
  client_reference_id: z.string().max(200).optional(),
  line_items: z
    .array(
      z.strictObject({
        quantity: whole.refine((quantity) => quantity > 0, 'must be positive'),
        price_data: z.strictObject({
          currency: z.string().regex(/^[a-z]{3}$/, 'three small letters'),
          unit_amount: whole,
          product_data: z.strictObject({ name: z.string().min(1).max(250) }),
        }),
      }),
    )
    .min(1)
    .max(100),
  custom_text: z.strictObject({ submit: z.strictObject({ message: z.string().min(1).max(1200) }) }).optional(),
  success_url: address,
  cancel_url: address.optional(),
  expires_at: whole.optional(),
  locale: z.string().max(10).optional(),
  metadata,
  payment_intent_data: z
    .strictObject({
      capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
      description: z.string().max(1000).optional(),
      metadata,
      transfer_group: z.string().max(200).optional(),
    })
    .default({ metadata: {} }),
})
export type SessionParams = z.output<typeof sessionParams>

export const noParams = z.strictObject({})

export const cancelParams = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
})

export const refundParams = z.strictObject({
  payment_intent: objectId.optional(),
  charge: objectId.optional(),
  amount: whole.refine((amount) => amount > 0, 'must be positive').optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata,
})
export type RefundParams = z.output<typeof refundParams>

const page = {
  limit: whole.refine((limit) => limit >= 1 && limit <= 100, 'from 1 to 100').default(10),
  starting_after: objectId.optional(),
  ending_before: objectId.optional(),
  created: z
    .union([
      whole.transform((at) => ({ gte: at, lte: at })),
      z.strictObject({ gte: whole.optional(), lte: whole.optional(), gt: whole.optional(), lt: whole.optional() }),
    ])
    .optional(),
}

export const listParams = {
  'checkout.session': z.strictObject({
    ...page,
    payment_intent: objectId.optional(),
    status: z.enum(['open', 'complete', 'expired']).optional(),
  }),
  payment_intent: z.strictObject(page),
  charge: z.strictObject({ ...page, payment_intent: objectId.optional() }),
  refund: z.strictObject({ ...page, payment_intent: objectId.optional(), charge: objectId.optional() }),
  balance_transaction: z.strictObject({
    ...page,
    type: z.string().max(80).optional(),
    source: objectId.optional(),
    expand: z.array(z.literal('data.source')).max(1).optional(),
  }),
  dispute: z.strictObject({ ...page, payment_intent: objectId.optional(), charge: objectId.optional() }),
  transfer: z.strictObject({ ...page, destination: objectId.optional(), transfer_group: z.string().max(200).optional() }),
  event: z.strictObject({
    ...page,
    type: z.string().max(80).optional(),
    types: z.array(z.string().max(80)).max(20).optional(),
    delivery_success: z.enum(['true', 'false']).optional(),
  }),
} as const
