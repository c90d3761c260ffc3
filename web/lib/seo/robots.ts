/** What is somebody's own, or a program's: nothing for search engines. */
const closed = ['/api/', '/account', '/trips', '/host', '/saved', '/save', '/lists/', '/listings/*/book', '/mailbox', '/sign-', '/offline']

/** What robots may read. A market that only its own machine reaches, or a demo, is not for search engines at all. */
export function robotsText({ origin, open }: { origin: string; open: boolean }): string {
  if (!open) return 'User-agent: *\nDisallow: /\n'
  return ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), '', `Sitemap: ${origin}/sitemap.xml`, ''].join('\n')
}

const locally = /^(localhost|127(\.\d+){3}|\[::1\])$/

export const isOpen = (origin: string, testing: boolean): boolean => !testing && !locally.test(new URL(origin).hostname)
