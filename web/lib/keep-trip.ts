/** Has this browser keep the trip on screen for when there is no network. Where it can't, nothing is kept and nothing is lost. */
export async function keepTrip(path: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/service-worker.js')
  const { active } = await navigator.serviceWorker.ready
  // A worker is not a window: it has no origin but its own.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  active?.postMessage({ keep: path })
}
