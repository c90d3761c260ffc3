/** Whether the window is as narrow as a phone's; false until a component is there. Call it while one is being set up. */
export function newNarrow(): { readonly now: boolean } {
  let now = $state(false)
  $effect(() => {
    const narrow = matchMedia('(max-width: 48rem)')
    const follow = () => (now = narrow.matches)
    follow()
    narrow.addEventListener('change', follow)
    return () => narrow.removeEventListener('change', follow)
  })
  return {
    get now() {
      return now
    },
  }
}
