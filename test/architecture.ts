import { moduleViolations, siteViolations } from './architecture/modules.ts'
import { styleViolations, textViolations } from './architecture/style.ts'
import { parse, type SourceFile } from './architecture/syntax.ts'
import { tableViolations } from './architecture/tables.ts'

/** What in `files` breaks the architecture, one line each: 'src/x/y.ts:12 may not …'. */
export function violations(files: readonly SourceFile[]): string[] {
  const program = files.filter(({ path }) => !path.startsWith('web/')).map(parse)
  return [
    ...files.flatMap(textViolations),
    ...files.filter(({ path }) => path.startsWith('web/')).flatMap(siteViolations),
    ...program.flatMap((file) => [...moduleViolations(file), ...tableViolations(file), ...styleViolations(file)]),
  ]
}
