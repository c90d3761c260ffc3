import { parseRefusal, type Refusal } from './refusal.ts'

export type Sending = {
  id: number
  file: File
  state: 'waiting' | 'sending' | 'done' | 'refused'
  /** 0 to 1, of its bytes. */
  share: number
  refusal: Refusal | null
}

/** The API refuses more; why wait for that. */
const bytesMax = 30 * 1024 * 1024

/** Files on their way to `url`, each with its progress. `onSent` is called after each photo that is there. */
export function newUploadQueue(url: () => string, onSent: () => void) {
  let queue = $state<Sending[]>([])
  let count = 0

  /** One after the other: they arrive in the order in which they were chosen. */
  function next() {
    if (queue.some(({ state }) => state === 'sending')) return
    const first = queue.find(({ state }) => state === 'waiting')
    if (first) send(first)
  }

  function settle(one: Sending, refusal: Refusal | null) {
    one.state = refusal ? 'refused' : 'done'
    one.refusal = refusal
    if (!refusal) onSent()
    next()
  }

  function send(one: Sending) {
    one.state = 'sending'
    one.share = 0
    const request = new XMLHttpRequest()
    request.open('POST', url())
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) => (one.share = total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => settle(one, request.status < 300 ? null : parseRefusal(request.response)))
    // Broken off by the browser, as when the page is left, it must not hold up those behind it.
    for (const end of ['error', 'abort'] as const) request.addEventListener(end, () => settle(one, parseRefusal(null)))
    request.send(one.file)
  }

  return {
    get all() {
      return queue
    },
    add: (files: Iterable<File>) => {
      for (const file of files) {
        count += 1
        const refusal = file.size > bytesMax ? { code: 'picture_too_large', format: '' } : null
        queue.push({ id: count, file, state: refusal ? 'refused' : 'waiting', share: 0, refusal })
      }
      next()
    },
    retry: (id: number) => {
      for (const one of queue) if (one.id === id) one.state = 'waiting'
      next()
    },
    dismiss: (id: number) => (queue = queue.filter((one) => one.id !== id)),
    /** What is there is seen below: its line may go. */
    forgetDone: () => (queue = queue.filter(({ state }) => state !== 'done')),
  }
}
