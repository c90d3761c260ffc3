import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { land } from './web/vite/land.ts'
import { messages } from './web/vite/messages.ts'

/**
 * Where a form may lead: this site, and the hosted pages of the payment provider. Browsers apply the rule to
 * redirects after a post too, so without the host a guest could not get to paying.
 */
const formTargets = ['self', 'https://checkout.stripe.com'] as const

export default defineConfig({
  plugins: [
    messages(),
    land(),
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true, envPrefix: 'SITE_' }),
      files: {
        src: 'web',
        assets: 'web/static',
        routes: 'web/routes',
        appTemplate: 'web/app.html',
        serviceWorker: 'web/service-worker',
        errorTemplate: 'web/error.html',
      },
      paths: { relative: false },
      // A trip's page asks for it; nobody else needs one.
      serviceWorker: { register: false },
      // The styles of small components travel in the page: one file each would be a round trip each.
      inlineStyleThreshold: 3000,
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // A server-rendered style attribute (a custom property, a photo's colour) can carry no nonce.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'https:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
          'form-action': [...formTargets],
        },
      },
    }),
  ],
  // Colours follow the theme through light-dark(), which these browsers know; older targets would have it rewritten.
  build: {
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
  },
  environments: {
    client: {
      build: {
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: /\/web\//, minShareCount: 10 }] } } },
      },
    },
  },
})
