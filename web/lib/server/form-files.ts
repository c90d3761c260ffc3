import { Readable } from 'node:stream'
import Busboy from '@fastify/busboy'

type FormFile = Readonly<{ name: string; stream: Readable }>

/** A form may hold no more; what comes after is not read. */
const filesMax = 10
const boundary = /;\s*boundary=("[^"]+"|[^\s";]+)/i

/**
 * Calls `take` for each file of the form that `request` brings, one after the other and as they come: no file is ever held as
 * a whole. Empty fields of the form have no name and are passed over; what says no boundary between its parts has no files.
 */
export async function eachFile(request: Request, take: (file: FormFile) => Promise<void>): Promise<void> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body || !type.startsWith('multipart/form-data') || !boundary.test(type)) return
  const form = Busboy({ headers: { 'content-type': type }, limits: { files: filesMax, fields: 20 } })
  let last = Promise.resolve()
  form.on('file', (_field, stream, name) => {
    if (!name) return stream.resume()
    last = last.then(() => handOver({ name, stream }, take)).catch((thrown: unknown) => void form.destroy(asError(thrown)))
    return undefined
  })
  await new Promise((resolve, reject) => {
    form.once('finish', resolve).once('error', reject)
    const source = Readable.from(request.body ?? [])
    source.once('error', reject)
    source.pipe(form)
  })
  await last
}

/** Whoever takes a file may stop reading it: the form goes on behind its end, which must be reached all the same. */
async function handOver({ name, stream }: FormFile, take: (file: FormFile) => Promise<void>): Promise<void> {
  const chunks = stream.iterator({ destroyOnReturn: false })
  await take({ name, stream: Readable.from(chunks) })
  while (!(await chunks.next()).done);
  stream.resume()
}

const asError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown)))
