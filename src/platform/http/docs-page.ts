import Fastify from 'fastify'
import type { App } from './app.ts'

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference</title>
</head>
<body>
<div id="app"></div>
<noscript><p>The reference needs JavaScript. The same is in <a href="/api/openapi.json">openapi.json</a>.</p></noscript>
<script src="/api/docs/scalar.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

/** Nothing is fetched from elsewhere, so nothing of it may be. */
const start = `Scalar.createApiReference('#app', {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
})
`

/** Scalar writes its styles into the page, so they cannot be told from inline ones; its code is one file of our own. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The API's reference at /api/docs, made from /api/openapi.json in the browser. */
export async function docsRoutes(app: App): Promise<void> {
  const open = { config: { access: 'public' }, schema: { hide: true } } as const
  let script: Promise<string> | undefined
  app.get('/api/docs', open, async (_request, reply) => reply.type('text/html').header('content-security-policy', policy).send(page))
  app.get('/api/docs/start.js', open, async (_request, reply) => reply.type('text/javascript').send(start))
  app.get('/api/docs/scalar.js', open, async (_request, reply) => {
    script ??= loadScalar()
    return reply
      .type('text/javascript')
      .header('cache-control', 'public, max-age=3600')
      .send(await script)
  })
}

/** The package keeps its four megabytes inside a fastify plugin; they are loaded when the first reader comes. */
async function loadScalar(): Promise<string> {
  const { default: scalar } = await import('@scalar/fastify-api-reference')
  const bearer = Fastify()
  await bearer.register(scalar, { routePrefix: '/scalar', configuration: { url: '/' } })
  const { payload } = await bearer.inject('/scalar/js/scalar.js')
  await bearer.close()
  return payload
}
