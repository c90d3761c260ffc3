import { z } from 'zod'
import type { PictureDeps } from '../pictures/picture-deps.ts'
import { pictureUploadStatus, takenFiles } from '../pictures/picture-upload.ts'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import { sentFile, takeFiles } from '../platform/http/sent-file.ts'
import type { Uploads } from '../platform/uploads.ts'
import { idWire, photoWire } from '../platform/wire.ts'
import { deletePhoto, type DeletePhotoError } from './delete-photo.ts'
import { editPhoto, type EditPhotoError } from './edit-photo.ts'
import { orderPhotos, type OrderPhotosError } from './order-photos.ts'
import { altLengthMax, captionLengthMax, photoRooms, photosMax } from './photo.ts'
import { presentPhoto } from './present-photo.ts'
import { uploadPhoto, type UploadPhotoError } from './upload-photo.ts'

export type PhotoRouteDeps = Deps & PictureDeps & { uploads: Uploads }

const uploadStatus = {
  listing_not_found: 404,
  too_many_photos: 409,
  ...pictureUploadStatus,
} as const satisfies StatusOf<UploadPhotoError>
const editStatus = { listing_not_found: 404, photo_not_found: 404 } as const satisfies StatusOf<EditPhotoError | DeletePhotoError>
const orderStatus = { listing_not_found: 404, photos_changed: 409 } as const satisfies StatusOf<OrderPhotosError>

const params = z.object({ id: idWire<'listing'>() })
const photoParams = params.extend({ photoId: idWire<'photo'>() })
const photosWire = z.object({ items: z.array(photoWire) })

/** At least one of them. */
const wordsWire = z
  .object({
    alt: z.string().trim().max(altLengthMax).meta({ description: 'What it shows, for those who cannot see it' }),
    caption: z.string().trim().max(captionLengthMax).meta({ description: 'A line under it' }),
    room: z.enum(photoRooms).nullable().meta({ description: 'Which room it shows' }),
  })
  .partial()

export async function photoRoutes(app: App, deps: PhotoRouteDeps): Promise<void> {
  // A scope of its own: its body is bytes, whatever it calls itself.
  await app.register(async (scope: App) => uploadRoute(scope, deps))

  app.route({
    method: 'PATCH',
    url: '/listings/:id/photos/:photoId',
    config: { access: 'host' },
    schema: {
      operationId: 'editPhoto',
      tags: ['listings'],
      summary: 'Say what a photo shows',
      params: photoParams,
      body: wordsWire,
      response: { 200: photoWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { id: listingId, photoId } = request.params
      const edited = answer(reply, await editPhoto(deps, { listingId, hostId, photoId, words: request.body }), editStatus)
      return presentPhoto(edited)
    },
  })

  app.route({
    method: 'PUT',
    url: '/listings/:id/photos/order',
    config: { access: 'host' },
    schema: {
      operationId: 'orderPhotos',
      tags: ['listings'],
      summary: 'Put all photos in order: the first is the cover',
      description: 'Names every photo there is, once. 409 `photos_changed` when one came or went meanwhile.',
      params,
      body: z.object({ photoIds: z.array(idWire<'photo'>()).max(photosMax) }),
      response: { 200: photosWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { photoIds } = request.body
      const ordered = answer(reply, await orderPhotos(deps, { listingId: request.params.id, hostId, photoIds }), orderStatus)
      return { items: ordered.map(presentPhoto) }
    },
  })

  app.route({
    method: 'DELETE',
    url: '/listings/:id/photos/:photoId',
    config: { access: 'host' },
    schema: {
      operationId: 'deletePhoto',
      tags: ['listings'],
      summary: 'Take a photo away, with its files',
      description: 'Answers with the photos that stay.',
      params: photoParams,
      response: { 200: photosWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const { id: listingId, photoId } = request.params
      const left = answer(reply, await deletePhoto(deps, { listingId, hostId, photoId }), editStatus)
      return { items: left.map(presentPhoto) }
    },
  })
}

async function uploadRoute(app: App, deps: PhotoRouteDeps): Promise<void> {
  takeFiles(app)
  app.route({
    method: 'POST',
    url: '/listings/:id/photos',
    config: { access: 'host', upload: true },
    schema: {
      operationId: 'uploadPhoto',
      tags: ['listings'],
      summary: 'Send a photo of a listing: one file a request, as it is',
      description: `${takenFiles} The same file sent again answers 200 with the photo that it is already.`,
      params,
      response: { 200: photoWire, 201: photoWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const sent = sentFile(request)
      const uploaded = answer(reply, await uploadPhoto(deps, { listingId: request.params.id, hostId, sent }), uploadStatus)
      if (uploaded.isNew) reply.code(201)
      return presentPhoto(uploaded.photo)
    },
  })
}
