import Fastify, { LogController, type FastifyBaseLogger } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { minuteMs, secondMs } from '../../kernel/clock.ts'
import type { Ids } from '../../kernel/ids.ts'
import type { Metrics } from '../telemetry.ts'
import { enforceAccess } from './access.ts'
import { lookUpActors, type ActorOf } from './actor-lookup.ts'
import type { App } from './app.ts'
import { limitBodyTime, uploadMsMax } from './body-time.ts'
import { refuseBrokenText } from './broken-text.ts'
import { compressReplies } from './compression.ts'
import { refuseCrossSite, type IsOurs } from './cross-site.ts'
import { answerErrors, answerFrameworkError } from './errors.ts'
import { refuseForeignNames } from './loopback.ts'
import { answerUnknown } from './not-found.ts'
import { describeApi } from './openapi.ts'
import { limitRates, type Limits } from './rate-limits.ts'
import { requestIdOf, returnRequestId } from './request-ids.ts'
import { observeRequests } from './request-log.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { answerUnread } from './unread-requests.ts'

const bodyBytesMax = 1024 * 1024
const headerBytesMax = 16 * 1024
const headersMsMax = 15 * secondMs
const idleMsMax = 65 * secondMs
/** Beyond an id, what stands in a path is short. */
const pathParameterLengthMax = 200

export type ServerOptions = Readonly<{
  log: FastifyBaseLogger
  ids: Ids
  metrics: Metrics
  limits: Limits
  trustProxy: number | readonly string[]
  /** Whether pages are reached by https, so that browsers may be told to insist on it. */
  https: boolean
  development: boolean
  /** Whether only this machine's own people may come. */
  loopbackOnly: boolean
  isOurs: IsOurs
  actorOf: ActorOf
  /** The market's name and the product's version, for the API's description. */
  about: Readonly<{ name: string; version: string }>
}>

/** The server with everything every route relies on, and no route yet. */
export async function buildServer(options: ServerOptions): Promise<App> {
  const app = Fastify({
    loggerInstance: options.log,
    // Addresses hold tokens and search words: what is logged of a request is in request-log.ts.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf(options.ids),
    requestIdHeader: false,
    trustProxy: trustOf(options.trustProxy),
    bodyLimit: bodyBytesMax,
    requestTimeout: uploadMsMax,
    keepAliveTimeout: idleMsMax,
    connectionTimeout: 2 * minuteMs,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: headerBytesMax, headersTimeout: headersMsMax },
    routerOptions: { maxParamLength: pathParameterLengthMax },
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerUnread(options.ids),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  if (options.loopbackOnly) refuseForeignNames(app)
  lookUpActors(app, options.actorOf)
  enforceAccess(app, options)
  returnRequestId(app)
  setSecurityHeaders(app, options)
  observeRequests(app, options.metrics)
  compressReplies(app)
  limitBodyTime(app)
  refuseCrossSite(app, options.isOurs)
  refuseBrokenText(app)
  answerErrors(app)
  answerUnknown(app)
  await limitRates(app, options.limits)
  await describeApi(app, options.about)
  return app
}

/** None, the nearest `count` proxies, or those at these addresses. */
function trustOf(proxies: number | readonly string[]) {
  if (typeof proxies === 'number') return proxies === 0 ? false : (_address: string, hop: number) => hop < proxies
  return [...proxies]
}
