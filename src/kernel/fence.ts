/**
 * Cuts one incarnation of the process off from the world. Handles made with a fence refuse every call
 * once it is closed, so that what a crashed (or simulated-crashed) incarnation left running can change nothing.
 */
export type Fence = { readonly closed: boolean; close(): void }

export function newFence(): Fence {
  let closed = false
  return {
    get closed() {
      return closed
    },
    close: () => {
      closed = true
    },
  }
}

export class FencedError extends Error {
  override name = 'FencedError'
}

/** @throws FencedError once `fence` is closed. */
export function checkFence(fence: Fence): void {
  if (fence.closed) throw new FencedError('this incarnation has ended')
}

/** `handle`, whose every method call is refused once `fence` is closed. */
export function fenced<T extends object>(handle: T, fence: Fence): T {
  return new Proxy(handle, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        checkFence(fence)
        return Reflect.apply(member, target, args)
      }
    },
  })
}
