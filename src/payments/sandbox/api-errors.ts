import { err, type Err } from '../../kernel/result.ts'

/** A refusal in Stripe's shape. `message` is for developers; programs go by `type` and `code`. */
export type ApiError = Readonly<{
  type: 'invalid_request_error' | 'idempotency_error' | 'authentication_error' | 'api_error'
  code?: string
  message: string
  param?: string
}>

export const invalid = (code: string, message: string, param?: string): Err<ApiError> =>
  err({ type: 'invalid_request_error', code, message, ...(param === undefined ? {} : { param }) })

export const missing = (what: string, id: string, param = 'id'): Err<ApiError> =>
  invalid('resource_missing', `No such ${what}: '${id}'`, param)

const statuses: Readonly<Record<string, number>> = { resource_missing: 404, url_unknown: 404 }

export function statusOf({ type, code = '' }: ApiError): number {
  if (type === 'authentication_error') return 401
  return type === 'api_error' ? 500 : (statuses[code] ?? 400)
}

/** Stripe calls a wrong key an invalid request. */
export const errorBody = ({ type, ...rest }: ApiError) => ({
  error: { type: type === 'authentication_error' ? 'invalid_request_error' : type, ...rest },
})
