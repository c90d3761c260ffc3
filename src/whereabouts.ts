import type { Server } from 'node:http'
import { isLoopback, loopbackOrigin, type Config } from './config.ts'

type Whereabouts = {
  /** Once there is one. */
  server: Readonly<{ server: Server }> | undefined
  readonly https: boolean
  readonly ownAddress: () => { host: string; port: number; protocol: 'http' }
  readonly listeningAt: () => string
  /** As the operator says, else where we listen. */
  readonly origin: () => string
  /** The site as this reader's browser shows it: on loopback any of its names may be in use. */
  readonly originFor: (request: Readonly<{ protocol: string; host: string }>) => string
}

/** Where this process is found, by browsers and by itself: on loopback the port may be known only once it listens. */
export function newWhereabouts(config: Config): Whereabouts {
  const ownAddress: Whereabouts['ownAddress'] = () => {
    const address = where.server?.server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    return { host: isLoopback(config.host) ? config.host : '127.0.0.1', port, protocol: 'http' }
  }
  const listeningAt = () => loopbackOrigin(ownAddress().host, ownAddress().port)
  const where: Whereabouts = {
    server: undefined,
    https: config.origin?.startsWith('https:') === true,
    ownAddress,
    listeningAt,
    origin: () => config.origin ?? listeningAt(),
    originFor: (request) => config.origin ?? `${request.protocol}://${request.host}`,
  }
  return where
}
