/** Shown from this browser's own store when there is no network: nothing of it is loaded after the page itself. */
export const csr = false
export const load = () => ({ frame: 'bare' as const })
