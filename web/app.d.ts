import type { SearchResult } from './lib/api/types.ts'
import type { Api } from './lib/api/client.ts'
import type { Locale } from './lib/i18n/locale.ts'
import type { Me } from './lib/me.ts'
import type { ApiCookies } from './lib/server/api-cookies.ts'
import type { Theme } from './lib/theme.ts'

declare global {
  namespace App {
    interface Error {
      message: string
      /** Homes to show in place of one that is not on offer. */
      instead?: readonly SearchResult[]
    }
    interface Locals {
      locale: Locale
      theme: Theme
      /** The API as this request's reader may use it. */
      api: Api
      apiCookies: ApiCookies
    }
    interface PageData {
      /** Who is signed in. */
      me?: Me | null
      /** The homes that they have saved. */
      saved?: readonly string[]
      /**
       * What stands around the page: everything; 'barred' without the phone's tab bar (the page has a bar of its own);
       * 'plain' with the mark alone and no tab bar (checkout); 'bare' without the footer (sign-in, map).
       */
      frame?: 'full' | 'barred' | 'plain' | 'bare'
    }
  }
}
