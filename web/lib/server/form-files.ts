import { Readable } from 'node:stream'
import Busboy from '@fastify/busboy'

type FormFile = Readonly<{ name: string; stream: Readable }>

/** A form may hold no more; what comes after is not read. */
const filesMax = 10

/**
 * Calls `take` for each file of the form that `request` brings, one after the other and as they come: no file is ever held as
 * a whole. Empty fields of the form have no name and are passed over.
 */
export async function eachFile(request: Request, take: (file: FormFile) => Promise<void>): Promise<void> {
  const type = request.headers.get('content-type') ?? ''
  if (!request.body || !type.startsWith('multipart/form-data')) return
  const form = Busboy({ headers: { 'content-type': type }, limits: { files: filesMax, fields: 20 } })
  let last = Promise.resolve()
  form.on('file', (_field, stream, name) => {
    if (name) last = last.then(() => take({ name, stream }))
    else stream.resume()
  })
  await new Promise((resolve, reject) => {
    form.once('finish', resolve).once('error', reject)
    const source = Readable.from(request.body ?? [])
    source.once('error', reject)
    source.pipe(form)
  })
  await last
}
