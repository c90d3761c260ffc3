const yearSeconds = 365 * 24 * 60 * 60

/** For language and theme. Kit would mark it Secure on http://127.0.0.1 too, where some browsers then drop it. */
export const preferenceCookie = (url: URL) =>
  ({ path: '/', maxAge: yearSeconds, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' }) as const
