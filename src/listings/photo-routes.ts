import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { PictureDeps } from '../pictures/picture-deps.ts'
import { pictureBytesMax, picturePixelsMax } from '../pictures/picture.ts'
import type { Deps } from '../platform/deps.ts'
import { signedInHost } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
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
  upload_broken_off: 400,
  picture_empty: 422,
  picture_broken: 422,
  picture_too_large: 413,
  picture_too_many_pixels: 422,
  picture_format_not_taken: 415,
  not_a_picture: 415,
  try_again: 503,
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
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.route({
    method: 'POST',
    url: '/listings/:id/photos',
    config: { access: 'host', upload: true },
    schema: {
      operationId: 'uploadPhoto',
      tags: ['listings'],
      summary: 'Send a photo of a listing: one file a request, as it is',
      description:
        `The body is the file: JPEG, PNG, WebP, AVIF or GIF (its first frame), by its content, up to ${pictureBytesMax / 1024 / 1024} MB and ` +
        `${picturePixelsMax / 1_000_000} megapixels. The same file sent again answers 200 with the photo that it is already.`,
      params,
      response: { 200: photoWire, 201: photoWire },
    },
    handler: async (request, reply) => {
      const { hostId } = await signedInHost(request)
      const sent = { stream: streamOf(request), length: lengthOf(request) }
      const uploaded = answer(reply, await uploadPhoto(deps, { listingId: request.params.id, hostId, ...sent }), uploadStatus)
      if (uploaded.isNew) reply.code(201)
      return presentPhoto(uploaded.photo)
    },
  })
}

/** No body at all is an empty file. */
const streamOf = ({ body }: FastifyRequest) => (body instanceof Readable ? body : Readable.from([]))

function lengthOf({ headers }: FastifyRequest): number | undefined {
  const length = Number(headers['content-length'])
  return Number.isFinite(length) ? length : undefined
}
