/** A short word about something done, with its way back or nothing. Never for errors. */
export type Toast = Readonly<{ id: number; text: string; undo: Readonly<{ label: string; run: () => void }> | null }>

export const toastMs = 6000
const toastsMax = 3

let list = $state<Toast[]>([])
let count = 0

export const shownToasts = () => list

export function toast(text: string, undo: Toast['undo'] = null) {
  count += 1
  list = [...list.slice(1 - toastsMax), { id: count, text, undo }]
}

export const dismissToast = (id: number) => {
  list = list.filter((shown) => shown.id !== id)
}
