/** The API for a page that its reader uses: fetched when it is first needed, since most pages are only read. */
export const browserApi = async () => (await import('./client.ts')).apiClient(location.origin, fetch)
