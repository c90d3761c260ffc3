/**
 * Whether something this high (px) that belongs under `element` had better stand above it: it would end below the fold, and above
 * there is room. An element that has left the page meanwhile has nothing under it.
 */
export function opensUpward(element: HTMLElement | null | undefined, height: number) {
  const place = element?.getBoundingClientRect()
  return place !== undefined && place.bottom + height > innerHeight && place.top > height
}
