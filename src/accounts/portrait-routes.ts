import { presentPortrait } from '../pictures/present-portrait.ts'
import { pictureUploadStatus, takenFiles } from '../pictures/picture-upload.ts'
import { write } from '../platform/db.ts'
import { signedIn } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { sentFile, takeFiles } from '../platform/http/sent-file.ts'
import { dropPortrait } from './drop-portrait.ts'
import { uploadPortrait, type PortraitDeps, type UploadPortraitError } from './upload-portrait.ts'
import { acceptedWire, portraitAnswerWire } from './wire.ts'

const uploadStatus = { ...pictureUploadStatus, person_not_found: 404 } as const satisfies StatusOf<UploadPortraitError>

/** What one looks like. */
export async function portraitRoutes(app: App, deps: PortraitDeps): Promise<void> {
  await app.register(async (scope: App) => uploadRoute(scope, deps))

  app.route({
    method: 'DELETE',
    url: '/me/portrait',
    config: { access: 'signed_in' },
    schema: { operationId: 'deletePortrait', tags: ['me'], summary: 'Take the picture of oneself away', response: { 200: acceptedWire } },
    handler: async (request) => {
      const { userId } = await signedIn(request)
      await write(deps.db, (tx) => dropPortrait(tx, deps, userId))
      return { status: true } as const
    },
  })
}

async function uploadRoute(app: App, deps: PortraitDeps): Promise<void> {
  takeFiles(app)
  app.route({
    method: 'PUT',
    url: '/me/portrait',
    config: { access: 'signed_in', upload: true },
    schema: {
      operationId: 'putPortrait',
      tags: ['me'],
      summary: 'Give a picture of oneself, in place of the one there was',
      description: `${takenFiles} What is kept of it is square, cut from its middle.`,
      response: { 200: portraitAnswerWire },
    },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      const fileKey = answer(reply, await uploadPortrait(deps, { userId, sent: sentFile(request) }), uploadStatus)
      return { portrait: presentPortrait(fileKey) }
    },
  })
}
