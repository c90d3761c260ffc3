import { write, type Tx } from '../../../platform/db.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { lockControl, saveControl, selectControl } from './store.ts'

/** What may go wrong with the next call of the API, before or after its effect, and with the next webhook. */
export const faults = [
  'timeout_before',
  'timeout_after',
  'error_500',
  'error_429',
  'webhook_lost',
  'webhook_twice',
  'webhook_late',
] as const
export type Fault = (typeof faults)[number]

/** What was asked of the sandbox beyond what a provider does. */
export type Control = Readonly<{
  /** By how much more time than elsewhere has passed here. */
  passedMs: number
  /** Each happens once, in order. */
  faults: readonly Fault[]
}>

const untouched: Control = { passedMs: 0, faults: [] }
const faultsMax = 50

export const readControl = async ({ db }: Pick<SandboxDeps, 'db'>): Promise<Control> => (await selectControl(db))?.control ?? untouched

/** Under its lock: what two want to change is changed by both. */
export async function changeControl(tx: Tx, change: (control: Control) => Partial<Control>): Promise<Control> {
  await lockControl(tx, untouched)
  const control = (await selectControl(tx))?.control ?? untouched
  const next = { ...control, ...change(control) }
  await saveControl(tx, next)
  return next
}

/** The next call, or the next webhook, has this fault. More than can be waited for are left out. */
export const planFault = ({ db }: Pick<SandboxDeps, 'db'>, fault: Fault): Promise<Control> =>
  write(db, (tx) => changeControl(tx, (control) => ({ faults: [...control.faults, fault].slice(0, faultsMax) })))

const isOf = (target: 'api' | 'webhook', fault: Fault) => fault.startsWith('webhook') === (target === 'webhook')

/** The fault that a call or a webhook has now: it is used up with that. */
export async function takeFault({ db }: Pick<SandboxDeps, 'db'>, target: 'api' | 'webhook'): Promise<Fault | undefined> {
  const planned = (await selectControl(db))?.control.faults ?? []
  if (!planned.some((fault) => isOf(target, fault))) return undefined
  return write(db, async (tx) => {
    let taken: Fault | undefined
    await changeControl(tx, (control) => {
      const index = control.faults.findIndex((fault) => isOf(target, fault))
      taken = control.faults[index]
      return { faults: control.faults.filter((_, at) => at !== index) }
    })
    return taken
  })
}
