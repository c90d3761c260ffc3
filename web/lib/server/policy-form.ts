import { fail, type RequestEvent } from '@sveltejs/kit'
import { readPolicy, type Terms } from '../operator/read-policy.ts'
import { problemOf } from './api.ts'
import { textOf, typedIn } from './form-text.ts'

/** Without a script the words come from here. */
export const readAction = async ({ request }: Pick<RequestEvent, 'request'>) => ({ typed: typedIn(await request.formData()) })

/** A policy that makes no sense is refused by its fault. */
export const codeOf = (answer: Parameters<typeof problemOf>[0]): string => {
  const problem = problemOf(answer)
  return problem && 'fault' in problem ? String(problem.fault) : (problem?.code ?? '')
}

type Answer = Parameters<typeof problemOf>[0] & { data?: unknown }

/** Sends what the form says of a policy; refused, it stays typed. */
export async function sendPolicy<Done extends string>(
  { request }: Pick<RequestEvent, 'request'>,
  done: Done,
  send: (policy: Terms & { name: string }, form: FormData) => Promise<Answer>,
) {
  const form = await request.formData()
  const typed = typedIn(form)
  const policy = readPolicy((name) => textOf(form, name))
  if (!policy) return fail(422, { code: 'bad_number', typed })
  const answer = await send({ name: textOf(form, 'name'), ...policy }, form)
  return answer.data ? { done } : fail(answer.response.status, { code: codeOf(answer), typed })
}
