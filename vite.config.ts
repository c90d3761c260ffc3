import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { land } from './web/vite/land.ts'
import { messages } from './web/vite/messages.ts'

/**
 * Where a form may lead: this site, and the hosted pages of the payment provider. Browsers apply the rule to
 * redirects after a post too, so without the hosts a guest could not get to paying, nor a host to being paid.
 */
const formTargets = ['self', 'https://checkout.stripe.com', 'https://connect.stripe.com'] as const

/**
 * What travels in one file, each with all that it imports; what is above a group is not in it again. Left to itself the
 * build makes a file for each set of pages that share something, which was 27 requests for a page of search. Whatever is
 * not named here is still split that way. `SHOW_WEIGHT=1 node --test test/page-weight.test.ts` says what pages weigh.
 */
const together = [
  // What has to be there before the client: the client reads what the page was made with as soon as it is loaded.
  { name: 'start', test: /preload-helper|client\/payload\.js$/ },
  // What every page has, Svelte and the router with it, and what nearly every page has.
  {
    name: 'frame',
    test: /routes\/\+layout\.(svelte|ts)$|client\/client\.js$|components\/(Button|Note|Picture|Tag)\.svelte$|lib\/(dates\/days|format\/guests)\.ts$/,
  },
  // Homes, as the front page, search, lists and a listing show them.
  {
    name: 'homes',
    test: /components\/(Chip|Price|Rating|SaveButton)\.svelte$|lib\/(format\/(home|kind)-text|search\/criteria)\.ts$/,
  },
  // What the list and the map of a search have in common, and the list's own.
  {
    name: 'search',
    test: /components\/(ListingEntry|ListingEntrySkeleton|Pagination|SearchBar)\.svelte$|lib\/format\/(filter|when)-text\.ts$/,
  },
]

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
      // Also where a component shows no sign of it: one that does not would bring Svelte 4's ways to every page.
      compilerOptions: { runes: true },
      // A trip's page asks for it; nobody else needs one.
      serviceWorker: { register: false },
      // Styles travel in the page: a phone shows nothing before the last of them, and what it has to ask for comes half a second later.
      inlineStyleThreshold: 20_000,
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
        rolldownOptions: { output: { codeSplitting: { groups: together } } },
      },
    },
  },
})
