/**
 * A fresh Idempotency-Key for a form that books or moves money. The page carries it in a hidden field, so sending the
 * same page twice does the thing once; see FormKey.svelte and withFormKey.
 */
export const newFormKey = () => crypto.randomUUID()

export const formKeyField = 'idempotency-key'

/** The headers an API call needs to be done at most once for this form. A form without a key gets the API's own 400. */
export function formKeyHeaders(form: FormData): Record<string, string> {
  const key = form.get(formKeyField)
  return typeof key === 'string' && key !== '' ? { 'Idempotency-Key': key } : {}
}
