/** What is quick needs no sign that it is under way: one that flashes by only makes a page restless. */
export const slowAfterMs = 300

/** True once something has been going on for longer than a blink. Call it while a component is being set up. */
export function newSlow(going: () => boolean): { readonly now: boolean } {
  let now = $state(false)
  $effect(() => {
    if (!going()) return
    const timer = setTimeout(() => (now = true), slowAfterMs)
    return () => {
      clearTimeout(timer)
      now = false
    }
  })
  return {
    get now() {
      return now
    },
  }
}
