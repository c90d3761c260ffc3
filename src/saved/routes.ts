import type { FastifyRequest } from 'fastify'
import type { Deps } from '../platform/deps.ts'
import { signedIn } from '../platform/http/actor.ts'
import { answer, type StatusOf } from '../platform/http/answer.ts'
import type { App } from '../platform/http/app.ts'
import type { Search } from '../search/search.ts'
import { deleteList, renameList, shareList, unshareList, type DeleteListError } from './change-list.ts'
import { createList, type CreateListError } from './create-list.ts'
import { defaultListOf } from './list.ts'
import { saveListing, type SaveListingError } from './save-listing.ts'
import { unsaveEverywhere, unsaveListing } from './unsave-listing.ts'
import { presentHead, viewList, viewLists, viewSaved, viewSharedList, type ViewListError } from './view-lists.ts'
import * as wire from './wire.ts'

export type SavedRouteDeps = Deps & {
  search: Search
  /** The site as this reader's browser shows it: links to shared lists lead there. */
  siteOrigin: (request: FastifyRequest) => string
}

const viewStatus = {
  list_not_found: 404,
  search_starting: 503,
  bad_cursor: 400,
  currency_needed: 400,
} as const satisfies StatusOf<ViewListError>
const changeStatus = { list_not_found: 404, default_list_stays: 409 } as const satisfies StatusOf<DeleteListError>
const createStatus = { too_many_lists: 409 } as const satisfies StatusOf<CreateListError>
const saveStatus = { list_not_found: 404, listing_not_found: 404, too_many_saved: 409 } as const satisfies StatusOf<SaveListingError>

const tags = ['saved']
const mine = { access: 'signed_in' } as const
const done = { status: true } as const

/** Homes that people keep in mind: their lists, what is on them, and links to them. */
export async function savedRoutes(app: App, deps: SavedRouteDeps): Promise<void> {
  heartRoutes(app, deps)
  listRoutes(app, deps)
  changeRoutes(app, deps)
  listingRoutes(app, deps)
  shareRoutes(app, deps)
}

/** One press on a heart. */
function heartRoutes(app: App, deps: SavedRouteDeps): void {
  app.route({
    method: 'GET',
    url: '/me/saved',
    config: mine,
    schema: { operationId: 'listSaved', tags, summary: 'Every home one has saved, and on which lists', response: { 200: wire.savedWire } },
    handler: async (request) => ({ items: await viewSaved(deps, (await signedIn(request)).userId) }),
  })
  const one = { tags, params: wire.savedListingParams, response: { 200: wire.savedStateWire } }
  app.route({
    method: 'PUT',
    url: '/me/saved/:listingId',
    config: mine,
    schema: { operationId: 'saveHome', summary: 'Save a home, on the list that hearts fill', ...one },
    handler: async (request, reply) => {
      const viewer = await signedIn(request)
      const listId = defaultListOf(viewer.userId)
      answer(reply, await saveListing(deps, { viewer, listId, listingId: request.params.listingId }), saveStatus)
      return { saved: true, lists: [listId] }
    },
  })
  app.route({
    method: 'DELETE',
    url: '/me/saved/:listingId',
    config: mine,
    schema: { operationId: 'unsaveHome', summary: 'Take a home off all lists', ...one },
    handler: async (request) => {
      const { userId } = await signedIn(request)
      return { saved: false, lists: await unsaveEverywhere(deps, { userId, listingId: request.params.listingId }) }
    },
  })
}

function listRoutes(app: App, deps: SavedRouteDeps): void {
  app.route({
    method: 'GET',
    url: '/me/lists',
    config: mine,
    schema: { operationId: 'listLists', tags, summary: "One's lists of homes", response: { 200: wire.listsWire } },
    handler: async (request, reply) => ({ items: answer(reply, await viewLists(deps, (await signedIn(request)).userId), viewStatus) }),
  })
  app.route({
    method: 'POST',
    url: '/me/lists',
    config: mine,
    schema: {
      operationId: 'createList',
      tags,
      summary: 'Begin another list',
      body: wire.listNameWire,
      response: { 201: wire.listHeadWire },
    },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      const list = answer(reply, await createList(deps, { userId, name: request.body.name }), createStatus, 201)
      return { ...presentHead(list, 0), cover: null }
    },
  })
  app.route({
    method: 'GET',
    url: '/me/lists/:id',
    config: mine,
    schema: { operationId: 'getList', tags, summary: 'A list with its homes', params: wire.listParams, response: { 200: wire.listWire } },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      return answer(reply, await viewList(deps, { userId, listId: request.params.id }), viewStatus)
    },
  })
}

function changeRoutes(app: App, deps: SavedRouteDeps): void {
  app.route({
    method: 'PATCH',
    url: '/me/lists/:id',
    config: mine,
    schema: {
      operationId: 'renameList',
      tags,
      summary: 'Call a list something else',
      params: wire.listParams,
      body: wire.listNameWire,
      response: { 200: wire.doneWire },
    },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      answer(reply, await renameList(deps, { userId, listId: request.params.id, name: request.body.name }), changeStatus)
      return done
    },
  })
  app.route({
    method: 'DELETE',
    url: '/me/lists/:id',
    config: mine,
    schema: { operationId: 'deleteList', tags, summary: 'Do away with a list', params: wire.listParams, response: { 200: wire.doneWire } },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      answer(reply, await deleteList(deps, { userId, listId: request.params.id }), changeStatus)
      return done
    },
  })
}

function listingRoutes(app: App, deps: SavedRouteDeps): void {
  const one = { tags, params: wire.listingOnListParams, response: { 200: wire.doneWire } }
  app.route({
    method: 'PUT',
    url: '/me/lists/:id/listings/:listingId',
    config: mine,
    schema: { operationId: 'putOnList', summary: 'Put a home on a list', ...one },
    handler: async (request, reply) => {
      const { id: listId, listingId } = request.params
      answer(reply, await saveListing(deps, { viewer: await signedIn(request), listId, listingId }), saveStatus)
      return done
    },
  })
  app.route({
    method: 'DELETE',
    url: '/me/lists/:id/listings/:listingId',
    config: mine,
    schema: { operationId: 'takeOffList', summary: 'Take a home off a list', ...one },
    handler: async (request, reply) => {
      const { id: listId, listingId } = request.params
      const { userId } = await signedIn(request)
      answer(reply, await unsaveListing(deps, { userId, listId, listingId }), changeStatus)
      return done
    },
  })
}

function shareRoutes(app: App, deps: SavedRouteDeps): void {
  app.route({
    method: 'POST',
    url: '/me/lists/:id/share',
    config: mine,
    schema: {
      operationId: 'shareList',
      tags,
      summary: 'Open a list to whoever has its link; one that is open keeps its link',
      params: wire.listParams,
      response: { 200: wire.sharedWire },
    },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      const { shareToken } = answer(reply, await shareList(deps, { userId, listId: request.params.id }), changeStatus)
      return { token: shareToken, url: `${deps.siteOrigin(request)}/lists/${shareToken}` }
    },
  })
  app.route({
    method: 'DELETE',
    url: '/me/lists/:id/share',
    config: mine,
    schema: { operationId: 'unshareList', tags, summary: 'Close a list again', params: wire.listParams, response: { 200: wire.doneWire } },
    handler: async (request, reply) => {
      const { userId } = await signedIn(request)
      answer(reply, await unshareList(deps, { userId, listId: request.params.id }), changeStatus)
      return done
    },
  })
  app.route({
    method: 'GET',
    url: '/lists/:token',
    config: { access: 'public' },
    schema: {
      operationId: 'getSharedList',
      tags,
      summary: 'A list that somebody shares',
      params: wire.tokenParams,
      response: { 200: wire.sharedListWire },
    },
    handler: async (request, reply) => answer(reply, await viewSharedList(deps, request.params.token), viewStatus),
  })
}
