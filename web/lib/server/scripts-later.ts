/**
 * A page can be read and used before its scripts are there: links lead, forms send. So its letters and pictures go first, and
 * scripts are fetched and run once all of that is shown, or as soon as somebody touches the page; and without a picture that
 * does not come after four seconds. `html`: a page, or a part of one, as Kit writes it.
 */
export const scriptsLater = (html: string): string =>
  html
    .replaceAll('rel="modulepreload"', 'rel="later"')
    .replace(/import\(("[^"]+\/entry\/start\.[^"]+")\)/, (_, start: string) => `${whenShown}.then(() => import(${start}))`)

/** Once shown: after the frame that has the last of the pictures. A tab in the background draws none, and has the four seconds. */
const whenShown = `new Promise((go) => {
  addEventListener('load', () => requestAnimationFrame(() => setTimeout(go)));
  setTimeout(go, 4000);
  for (const touch of ['pointermove', 'pointerdown', 'keydown', 'focusin']) addEventListener(touch, go, { once: true, passive: true });
}).then(() => document.querySelectorAll('link[rel=later]').forEach((link) => { link.rel = 'modulepreload' }))`
