import assert from 'node:assert/strict'

/** A guest on the sandbox's payment page, without a browser: fills in its form and follows where it leads. */
export async function payOnPage(url: string, card = '4242424242424242'): Promise<{ status: number; location: string | null }> {
  const page = await fetch(url)
  assert.equal(page.status, 200, url)
  const html = await page.text()
  const { action: path, fields } = paymentForm(html, card)
  const action = new URL(path, url)
  const answer = await fetch(action, { method: 'POST', body: fields, redirect: 'manual', headers: { origin: action.origin } })
  return { status: answer.status, location: answer.headers.get('location') }
}

/** The form of the payment page, filled in. */
export function paymentForm(html: string, card = '4242424242424242'): { action: string; fields: URLSearchParams } {
  const form = /<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/.exec(html)
  assert.ok(form, 'the payment page has a form')
  const fields = new URLSearchParams()
  for (const [input] of (form[2] ?? '').matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(input)?.[1]
    if (name) fields.set(name, valueFor(name, /value="([^"]*)"/.exec(input)?.[1] ?? '', card))
  }
  return { action: (form[1] ?? '').replaceAll('&amp;', '&'), fields }
}

function valueFor(name: string, given: string, card: string): string {
  if (/number/.test(name)) return card
  if (/expiry|exp/.test(name)) return '12 / 49'
  if (/code|cvc/.test(name)) return '123'
  if (/name|holder/.test(name)) return 'Ben Marsh'
  return given
}
