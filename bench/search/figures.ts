import type { ChangesReport } from './changes.ts'
import type { Flexible, Times } from './engine-times.ts'
import type { LoadReport } from './load.ts'
import type { Rebuilt } from './rebuild.ts'
import { ms, times, type Row } from './report.ts'
import type { SnapshotReport } from './snapshot.ts'
import type { SqlReport } from './sql-baseline.ts'
import type { VisibleReport } from './visible.ts'
import type { World } from './world.ts'

/** Each figure beside what it is held to. */

const both = ({ p50, p99 }: Times) => `p50 ${ms(p50)}, p99 ${ms(p99)}`
const gibibyte = 2 ** 30

export function worldRows({ units, count, overrides, takenNights, filledMs }: World, towns: number): Row[] {
  const each = (sum: number, of: number) => (sum / of).toFixed(1)
  return [
    { figure: 'units made up and put in, one by one', measured: `${units} in ${count} homes, ${towns} towns`, bar: ms(filledMs) },
    { figure: '  price runs a home (Singapore: 24.9)', measured: each(overrides, count) },
    { figure: '  nights taken of the coming 365, a unit', measured: each(takenNights, units) },
  ]
}

export function memoryRows({ units, subject }: World, rssBytes: number): Row[] {
  const index = subject.bytes()
  const bar =
    units >= 8_000_000 ? { bar: '3 GiB at 8 M', met: index <= 3 * gibibyte } : { bar: '403 B, 3 GiB at 8 M', met: index / units <= 403 }
  const measured = `${(index / gibibyte).toFixed(2)} GiB, ${Math.round(index / units)} bytes a unit`
  return [
    { figure: 'memory of the index', measured, ...bar },
    { figure: 'memory of the process', measured: `${Math.round(rssBytes / 2 ** 20)} MiB` },
  ]
}

export function engineRow(units: number, engine: Times): Row {
  const barMs = units >= 8_000_000 ? 25 : 5
  return { figure: 'engine, a search', measured: both(engine), bar: `p99 ${barMs} ms`, met: engine.p99 <= barMs }
}

export const threadRow = (threads: number, asked: Times): Row => ({
  figure: `  asked of ${threads === 1 ? 'another thread' : `${threads} other threads`}, one at a time`,
  measured: both(asked),
})

export function snapshotRows({ processMs, startMs, savedMs, bytes, asked, same }: SnapshotReport, units: number): Row[] {
  return [
    {
      figure: `another process started with ${units} units from a snapshot`,
      measured: `answers after ${ms(processMs)}, ${ms(startMs)} of them search's`,
      bar: '3 s with 1000000',
      met: processMs <= 3_000,
    },
    { figure: '  it answers the same', measured: `${same} of ${asked}`, bar: 'all', met: same === asked },
    { figure: '  the file', measured: `${Math.round(bytes / 2 ** 20)} MiB, written in ${ms(savedMs)}` },
  ]
}

export function flexibleRows({ exact, flexible, weekend, weekendInMonth }: Flexible): Row[] {
  const row = (figure: string, one: Times, many: Times): Row => {
    const [middle, slow] = [many.p50 / one.p50, many.p99 / one.p99]
    const measured = `${times(middle)} at p50, ${times(slow)} at p99 (${both(many)})`
    return { figure, measured, bar: '3 x the exact query', met: middle <= 3 && slow <= 3 }
  }
  return [
    row('engine, 3 days earlier or later', exact, flexible),
    row('engine, a weekend in a month, to one weekend', weekend, weekendInMonth),
  ]
}

export function changesRows({ quiet, busy, changesPerSecond }: ChangesReport, searchesPerSecond: number): Row[] {
  const grown = busy.p99 / quiet.p99 - 1
  return [
    { figure: `engine at ${searchesPerSecond} a second, nothing changing`, measured: both(quiet) },
    {
      figure: `  while ${Math.round(changesPerSecond)} calendars a second change`,
      measured: `${both(busy)}: p99 ${grown >= 0 ? '+' : ''}${Math.round(grown * 100)} %`,
      bar: 'p99 + 20 %, 10000 a second',
      met: grown < 0.2 && changesPerSecond >= 9_900,
    },
  ]
}

export function httpRows(rate: number, report: LoadReport & { serverCpuShare: number }): Row[] {
  const { p99, max, qps, failed, bytes, cpuShare, serverCpuShare } = report
  const met = p99 <= 15 && failed === 0 && qps >= 990
  return [
    { figure: `HTTP at ${rate} a second`, measured: `${both(report)}, slowest ${ms(max)}`, bar: 'p99 15 ms, 1000 a second', met },
    { figure: '  answered', measured: `${qps.toFixed(1)} a second, ${failed} failed, ${bytes} bytes each` },
    { figure: '  processors kept busy', measured: `server ${serverCpuShare.toFixed(2)}, load generator ${cpuShare.toFixed(2)}` },
  ]
}

export function sqlRows({ asked, same, firstOther, oursP50, oursP99, sqlP50, sqlP99 }: SqlReport, units: number, towns: number): Row[] {
  const ratio = sqlP50 / oursP50
  const measured = `${times(ratio)} slower`
  return [
    { figure: `${units} units in ${towns} towns, engine`, measured: `p50 ${ms(oursP50)}, p99 ${ms(oursP99)}` },
    { figure: '  the same as SQL on MariaDB', measured: `p50 ${ms(sqlP50)}, p99 ${ms(sqlP99)}` },
    { figure: '  median to median', measured, bar: '200 x', met: ratio >= 200 },
    {
      figure: '  same total, homes in order, and prices',
      measured: `${same} of ${asked}${firstOther ? `; the first other: ${firstOther.slice(0, 100)}` : ''}`,
      bar: 'all',
      met: same === asked,
    },
  ]
}

export function visibleRows(database: string, units: number, { here, there, changes }: VisibleReport): Row[] {
  return [
    { figure: `${changes} calendars of ${units} units changed on ${database}:`, measured: '' },
    { figure: '  seen in the same process', measured: both(here), bar: 'p99 50 ms', met: here.p99 <= 50 },
    { figure: '  seen in another process', measured: both(there), bar: 'p99 1 s', met: there.p99 <= 1_000 },
  ]
}

export function rebuildRows(rebuilt: readonly Rebuilt[]): Row[] {
  const last = rebuilt.at(-1)
  return rebuilt.map((each) => {
    const measured = `${ms(each.ms)}, ${((each.ms / each.units) * 1_000).toFixed(0)} µs a unit`
    const held = each === last && each.units >= 100_000 ? { bar: '15 s for 100000', met: each.ms <= 15_000 } : {}
    return { figure: `rebuilt from SQLite, ${each.units} units`, measured, ...held }
  })
}
