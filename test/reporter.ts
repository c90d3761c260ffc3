import path from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

/**
 * One line a file, every failure in full, what was skipped and how to get it, and node:test's own summary last.
 */
export function newReporter() {
  const failed: string[] = []
  const skipped = new Map<string, number>()
  return async function* report(events: AsyncIterable<TestEvent>) {
    for await (const event of events) {
      if (event.type === 'test:stdout' || event.type === 'test:stderr') yield event.data.message
      else if (event.type === 'test:pass' && event.data.skip) count(skipped, event.data.skip)
      else if (event.type === 'test:fail' && isCause(event.data)) {
        failed.push(`${where(event.data)}  ${event.data.name}`)
        yield `\n✗ ${event.data.name}\n  ${where(event.data)}\n${indent(explain(event.data.details.error))}\n\n`
      } else if (event.type === 'test:summary' && event.data.file) yield fileLine(event.data)
      else if (event.type === 'test:summary') yield closing(failed, skipped, event.data)
    }
  }
}

type Failure = Extract<TestEvent, { type: 'test:fail' }>['data']
type Summary = Extract<TestEvent, { type: 'test:summary' }>['data']

/** A suite or a file that failed only because a test in it did is no news. */
const isCause = ({ details }: Failure) => !('failureType' in details.error && details.error.failureType === 'subtestsFailed')

const relative = (file: string) => path.relative(process.cwd(), file)
const where = ({ file, line }: Failure) => (file ? `${relative(file)}:${line ?? 1}` : 'test/run.ts')
const indent = (text: string) => text.replaceAll(/^/gm, '  ')
const count = (counts: Map<string, number>, reason: string | true) => counts.set(String(reason), (counts.get(String(reason)) ?? 0) + 1)

/** What the test threw, without node:test's wrapping and the steps inside Node. */
function explain(error: Failure['details']['error']): string {
  if (error.cause instanceof Error) return inspect(error.cause, { depth: 8 }).replaceAll(/\n +at .*\bnode:internal\b.*/g, '')
  const code = 'exitCode' in error ? ` (its process ended with ${String(error.exitCode)})` : ''
  return `${String(error.cause ?? error.message)}${code}`
}

function fileLine({ file = '', counts, success, duration_ms: ms }: Summary): string {
  const notes = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
  return `${success ? '✓' : '✗'} ${relative(file)}  ${counts.tests} tests${notes}, ${(ms / 1000).toFixed(1)} s\n`
}

function closing(failed: readonly string[], skipped: ReadonlyMap<string, number>, { counts, duration_ms: ms }: Summary): string {
  const { tests, suites, passed, cancelled, todo } = counts
  const failures = tests - passed - cancelled - counts.skipped - todo
  return [
    '',
    ...[...skipped].map(([reason, times]) => `Skipped ${times}: ${reason}`),
    ...failed.map((test) => `Failed: ${test}`),
    `# tests ${tests}`,
    `# suites ${suites}`,
    `# pass ${passed}`,
    `# fail ${failures}`,
    `# cancelled ${cancelled}`,
    `# skipped ${counts.skipped}`,
    `# todo ${todo}`,
    `# duration_ms ${ms}`,
    '',
  ].join('\n')
}
