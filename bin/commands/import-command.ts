import path from 'node:path'
import { importInsideAirbnb, type ImportError, type ImportProgress } from '../../src/importers/inside-airbnb/import-inside-airbnb.ts'
import type { ImportReport } from '../../src/importers/inside-airbnb/import-report.ts'
import { systemClock, toIso } from '../../src/kernel/clock.ts'
import { parseCurrency, type Currency } from '../../src/kernel/money.ts'
import {
  CommandError,
  count,
  exitCodes,
  misunderstood,
  neededOption,
  withMarket,
  type Call,
  type Command,
  type ExitCode,
  type Terminal,
} from './command.ts'
import { newSkipFile } from './skip-file.ts'

export const importCommand: Command = {
  name: 'import inside-airbnb',
  usage: 'DIR --currency CODE [--rebase-dates] [--publish]',
  summary: "bring a folder of Inside Airbnb's files into the market",
  details: `DIR holds listings.csv.gz, calendar.csv.gz and, if there are any, reviews.csv.gz; packed or not.
  --currency CODE   what the prices in the files are in, like EUR: the files don't say
  --rebase-dates    move the calendar so that it starts today
  --publish         show the listings at once; without it they are drafts

All files are read and checked before anything is written: a broken file changes nothing. An import that was stopped goes on
where it was when the same command is given again. Importing again updates what has changed. Rows that are left out are
listed, each with its line and the reason, in a file under the data folder. More: docs/operating/importing.md`,
  options: { currency: { type: 'string' }, 'rebase-dates': { type: 'boolean' }, publish: { type: 'boolean' } },
  run: importFolder,
}

async function importFolder(call: Call): Promise<ExitCode> {
  const [dir, ...others] = call.words
  if (!dir || others.length > 0) throw misunderstood('Name one folder')
  const currency = marketCurrency(call)
  const skipFile = newSkipFile(
    path.join(call.config.dataDir, 'imports'),
    `inside-airbnb-${toIso(systemClock.now()).replaceAll(/[:.]/g, '-')}`,
  )
  const began = systemClock.now()
  const options = {
    dir,
    currency,
    rebaseDates: call.values['rebase-dates'] === true,
    publish: call.values.publish === true,
    onProgress: newProgress(call.terminal),
    onSkipped: skipFile.add,
    signal: call.signal,
  }
  const imported = await withMarket(call, (deps) => importInsideAirbnb(deps, options))
  // Why it failed comes first: on a full disk the list of what was left out cannot be closed either.
  if (!imported.ok) call.terminal.tell(messages(imported.error))
  const skippedIn = skipFile.close()
  if (!imported.ok) {
    return imported.error.code === 'interrupted' ? exitCodes.stopped : exitCodes.failed
  }
  const seconds = Math.max(1, Math.round((systemClock.now() - began) / 1000))
  for (const line of summary(imported.value, skippedIn)) call.terminal.say(line)
  call.terminal.tell(`Done in ${count(seconds, 'second')}.`)
  return exitCodes.done
}

function marketCurrency(call: Call): Currency {
  const code = neededOption(call, 'currency')
  const currency = parseCurrency(code)
  if (!currency.ok) throw misunderstood(`${code} is no currency`)
  const { currencies } = call.config.market
  if (currencies.includes(currency.value)) return currency.value
  throw new CommandError(`This market settles ${currencies.join(', ')}, not ${code}: SOJOURN_CURRENCIES says so`)
}

/** A bar on a terminal; elsewhere a line every tenth of the way. */
function newProgress({ show, tell }: Terminal) {
  let told = ''
  return (progress: ImportProgress): void => {
    const share = progress.phase === 'reading' ? progress.share : progress.written / progress.total
    const done = progress.phase === 'reading' ? 'Reading' : `Writing ${count(progress.written)} of ${count(progress.total)}`
    const line = show
      ? `${bar(share)} ${percent(share)} ${done}`
      : `${progress.phase === 'reading' ? 'Reading' : 'Writing'}: ${percent(Math.floor(share * 10) / 10)}`
    if (line === told) return
    told = line
    ;(show ?? tell)(line)
  }
}

const barWidth = 24
const bar = (share: number) => `[${'#'.repeat(Math.round(share * barWidth)).padEnd(barWidth)}]`
const percent = (share: number) => `${Math.floor(share * 100)} %`

function summary(report: ImportReport, skippedIn: string | undefined): string[] {
  const { created, updated, unchanged, claimed, published } = report
  const skipped = Object.entries(report.skipped).toSorted(([, a], [, b]) => b - a)
  return [
    `${count(report.listings, 'listing')}: ${count(created)} new, ${count(updated)} changed, ${count(unchanged)} as before.`,
    ...(published > 0 ? [`${count(published, 'listing')} shown from now on.`] : []),
    ...(claimed > 0 ? [`${count(claimed, 'listing')} left alone: their hosts have claimed them.`] : []),
    `${count(report.blockedNights, 'night')} taken, ${count(report.reviews, 'review')} (${count(report.reviewsCreated)} new, ${count(report.reviewsUpdated)} changed).`,
    ...(report.conflicts > 0 ? [`${count(report.conflicts, 'night')} that the calendar wants stay with the guests who have them.`] : []),
    ...(report.movedDays === 0 ? [] : [`All dates moved by ${count(report.movedDays, 'day')}.`]),
    ...(report.resumed ? ['This went on where an earlier import had been stopped; the numbers are those of both.'] : []),
    ...(skipped.length === 0
      ? ['Nothing was left out.']
      : ['Left out:', ...skipped.map(([reason, rows]) => `  ${count(rows).padStart(9)}  ${reason}`)]),
    ...(skippedIn ? [`Each with its line, in ${skippedIn}`] : []),
  ]
}

function messages(error: ImportError): string {
  switch (error.code) {
    case 'no_such_folder':
      return `There is no folder ${error.dir} that may be read.`
    case 'no_such_file':
      return `The folder has no ${error.file}, packed or not.`
    case 'broken_file':
      return `${error.file}, line ${error.line}: ${error.reason}. Nothing was imported.`
    case 'nothing_to_import':
      return 'No row of listings.csv can be imported. Nothing was changed.'
    case 'folder_changed':
      return `${error.file} has changed since it was checked. Give the same command again to import what is there now.`
    case 'import_running':
      return 'Another process is importing this folder.'
    case 'disk_full':
      return 'The disk is full. What is written so far is whole; make room and give the same command again to go on.'
    case 'interrupted':
      return 'Stopped. Give the same command again to go on.'
  }
}
