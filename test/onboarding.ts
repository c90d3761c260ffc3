import assert from 'node:assert/strict'

/** Banks that the sandbox knows. */
export const banks = { pays: '000123456789', checking: '000222222227', asksLater: '000333333335', fails: '000111111113' } as const

const told = { givenName: 'Ana', surname: 'Ferreira', born: '1980-05-04', address: '1 Lake Lane, Portmerrow', terms: 'yes' }

/** Tells the sandbox's page what it wants to know, as a browser without JavaScript would. @returns where it leads on to. */
export async function onboard(url: string, bank: string = banks.pays): Promise<string> {
  const reply = await fetch(url, { method: 'POST', body: new URLSearchParams({ ...told, bank }), redirect: 'manual' })
  assert.equal(reply.status, 303, await reply.text())
  return reply.headers.get('location') ?? assert.fail('it leads nowhere')
}
