import type about from '../../messages/en/about.json'
import type home from '../../messages/en/home.json'
import type search from '../../messages/en/search.json'
import type site from '../../messages/en/site.json'

/** Every text the site can say. A new catalogue file gets its line here. */
export type MessageKey = keyof typeof about | keyof typeof home | keyof typeof search | keyof typeof site
