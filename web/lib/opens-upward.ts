/** Whether something this high (px) that belongs under `element` had better stand above it: it would end below the fold, and above there is room. */
export function opensUpward(element: HTMLElement, height: number) {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom + height > innerHeight && top > height
}
