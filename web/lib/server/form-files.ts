import { Readable } from 'node:stream'
import Busboy, { type BusboyInstance } from '@fastify/busboy'

type FormFile = Readonly<{ name: string; stream: Readable }>

/** A form may hold no more; what comes after is not read. */
const filesMax = 10
const boundary = /;\s*boundary=("[^"]+"|[^\s";]+)/i

/**
 * Calls `take` for each file of the form that `request` brings, one after the other and as they come: no file is ever held as
 * a whole. Empty fields of the form have no name and are passed over; what says no boundary between its parts has no files.
 * @returns whether the form came to its end. Where it is cut short, the stream of the file that was on its way fails.
 */
export async function eachFile(request: Request, take: (file: FormFile) => Promise<void>): Promise<boolean> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body || !type.startsWith('multipart/form-data') || !boundary.test(type)) return true
  const form = Busboy({ headers: { 'content-type': type }, limits: { files: filesMax, fields: 20 } })
  let latest: Readable | undefined
  let last = Promise.resolve()
  let failure: Error | undefined
  form.on('file', (_field, stream, name) => {
    latest = stream
    // Cut short while another file has its turn, it must not seem whole to whoever reads it then.
    stream.on('error', (error) => stream.destroy(error))
    if (!name) return stream.resume()
    last = last
      .then(() => handOver({ name, stream }, take))
      .catch((thrown: unknown) => {
        failure ??= asError(thrown)
        form.destroy(failure)
      })
    return undefined
  })
  try {
    await passedThrough(Readable.from(request.body), form)
    await last
  } catch (thrown) {
    const error = asError(thrown)
    // What goes wrong with a file, and a form that is too long, have answers of their own.
    const isCut = error !== failure && !('status' in error)
    // Whoever reads it would wait for ever.
    latest?.destroy(error)
    await last
    if (!isCut) throw error
    return false
  }
  return true
}

/** @throws what either of them says, or what makes it */
const passedThrough = (source: Readable, form: BusboyInstance) =>
  new Promise((resolve, reject) => {
    form.once('finish', resolve).on('error', reject)
    source.once('error', reject)
    source.pipe(form)
  })

/** Whoever takes a file may stop reading it: the form goes on behind its end, which must be reached all the same. */
async function handOver({ name, stream }: FormFile, take: (file: FormFile) => Promise<void>): Promise<void> {
  const chunks = stream.iterator({ destroyOnReturn: false })
  await take({ name, stream: Readable.from(chunks) })
  while (!(await chunks.next()).done);
  stream.resume()
}

const asError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)))
