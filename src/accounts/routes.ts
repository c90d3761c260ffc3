import { z } from 'zod'
import { presentPortrait } from '../pictures/present-portrait.ts'
import { write } from '../platform/db.ts'
import { signedIn } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { Problem } from '../platform/http/problem.ts'
import { idWire } from '../platform/wire.ts'
import { claimHost } from './claim-host.ts'
import { deleteAccount, type DeleteAccountDeps, type DeleteAccountError } from './delete-account.ts'
import { editProfile, profileOf } from './edit-profile.ts'
import { hostOf } from './host.ts'
import { selectPortrait } from './portrait-store.ts'
import { deleteOtherSessions, deleteSession, selectSessions } from './session-store.ts'
import {
  acceptedWire,
  deletionWire,
  hostClaimedWire,
  hostClaimRequestWire,
  meWire,
  profilePatchWire,
  profileWire,
  sessionsWire,
} from './wire.ts'

const claimStatus = { claim_not_found: 404, claim_expired: 410, already_a_host: 409, host_already_claimed: 409 } as const

const deletionStatus = {
  wrong_password: 403,
  operator_account: 409,
  open_stays: 409,
  open_money: 409,
} as const satisfies StatusOf<DeleteAccountError>

/** Under /api/v1: who one is, where one is signed in, and becoming an imported host. */
export async function accountRoutes(app: App, deps: DeleteAccountDeps): Promise<void> {
  const { db } = deps
  const mine = { access: 'signed_in' } as const

  app.get(
    '/me',
    { config: mine, schema: { summary: 'Who is signed in, and what they may do', response: { 200: meWire } } },
    async (request) => {
      const { userId, name, email, emailVerified, roles } = await signedIn(request)
      const host = await hostOf(db, userId)
      return {
        user: { id: userId, name, email, emailVerified },
        roles: [...roles],
        host: host ? { id: host.id, name: host.name } : null,
        portrait: presentPortrait(host ? host.portrait : await selectPortrait(db, userId)),
      }
    },
  )

  profileRoutes(app, deps)

  app.get(
    '/me/sessions',
    { config: mine, schema: { summary: 'Where one is signed in', response: { 200: sessionsWire } } },
    async (request) => {
      const { userId, sessionId } = await signedIn(request)
      return { items: (await selectSessions(db, userId)).map((session) => ({ ...session, current: session.id === sessionId })) }
    },
  )

  const one = { params: z.object({ id: idWire<'session'>() }), response: { 200: acceptedWire } }
  app.delete('/me/sessions/:id', { config: mine, schema: { summary: 'End one session', ...one } }, async (request) => {
    const { userId } = await signedIn(request)
    if (!(await write(db, (tx) => deleteSession(tx, userId, request.params.id)))) throw new Problem(404, 'session_not_found')
    return { status: true } as const
  })

  app.delete(
    '/me/sessions',
    { config: mine, schema: { summary: 'End all sessions but this one', response: { 200: acceptedWire } } },
    async (request) => {
      const { userId, sessionId } = await signedIn(request)
      await write(db, (tx) => deleteOtherSessions(tx, userId, sessionId))
      return { status: true } as const
    },
  )

  const claim = {
    summary: "Become an imported host by the operator's one-time link",
    body: hostClaimRequestWire,
    response: { 201: hostClaimedWire },
  }
  app.post('/hosts/claims', { config: { ...mine, limit: 'sign_in' }, schema: claim }, async (request, reply) => {
    const { userId, emailVerified } = await signedIn(request)
    if (!emailVerified) throw new Problem(403, 'email_not_verified')
    return answer(reply, await claimHost(deps, { token: request.body.token, userId }), claimStatus, 201)
  })
}

/** What others read of oneself, and leaving for good. */
function profileRoutes(app: App, deps: DeleteAccountDeps): void {
  const mine = { access: 'signed_in' } as const

  app.get(
    '/me/profile',
    { config: mine, schema: { summary: 'What others read of oneself', response: { 200: profileWire } } },
    async (request) => {
      const { languages, ...profile } = await profileOf(deps.db, (await signedIn(request)).userId)
      return { ...profile, languages: [...languages] }
    },
  )

  app.patch(
    '/me',
    { config: mine, schema: { summary: 'Change what others read of oneself', body: profilePatchWire, response: { 200: profileWire } } },
    async (request) => {
      const { languages, ...profile } = await editProfile(deps, { userId: (await signedIn(request)).userId, patch: request.body })
      return { ...profile, languages: [...languages] }
    },
  )

  app.post(
    '/me/deletion',
    {
      config: { ...mine, limit: 'sign_in' },
      schema: { summary: 'Leave for good, once nothing is open', body: deletionWire, response: { 200: acceptedWire } },
    },
    async (request, reply) => {
      const leaver = await signedIn(request)
      answer(reply, await deleteAccount(deps, { leaver, password: request.body.password }), deletionStatus)
      return { status: true } as const
    },
  )
}
