import { Stripe } from 'stripe'
import { err, ok, type Result } from '../kernel/result.ts'
import { ProviderUnavailable, type Refusal } from './provider.ts'

export const idOf = (reference: string | { id: string } | null) => (typeof reference === 'string' ? reference : (reference?.id ?? null))

/** Answers, decided refusals as values; throws ProviderUnavailable when nothing is decided. */
export async function answered<T>(call: Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await call)
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { type, code, statusCode, requestId } = error
    const isDecided = error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError
    if (isDecided) return err({ code: 'refused', reason: code ?? type })
    // The SDK's error carries headers and request details: none of it belongs into logs or job rows.
    throw new ProviderUnavailable(`${type} ${code ?? ''} ${statusCode ?? ''} ${requestId ?? ''}: ${error.message}`)
  }
}

/** For questions that the provider must be able to answer: being told "no such thing" is then no answer either. */
export async function decided<T>(call: Promise<Result<T, Refusal>>): Promise<T> {
  const answer = await call
  if (!answer.ok) throw new ProviderUnavailable(`the provider does not know what it made: ${answer.error.reason}`)
  return answer.value
}
