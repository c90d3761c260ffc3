import ts from 'typescript'
import { isRoutes, isStore, moduleOf } from './modules.ts'
import { calleeOf, isTest, lineOf, saying, type Parsed, type SourceFile } from './syntax.ts'

const fileLinesMax = 250
const testFileLinesMax = 400
const functionLinesMax = 50
const parametersMax = 4

export function styleViolations(file: Parsed): string[] {
  return [...functionSizes(file), ...takenFromTheAir(file), ...casts(file)]
}

/** For any text of ours, pages too. */
export const textViolations = (file: SourceFile) => [...fileSize(file), ...unfinished(file), ...vagueName(file)]

const isProduct = (file: Parsed) => file.path.startsWith('src/') && !isTest(file.path)

/** One entry a line: splitting them would only hide them. */
const lists = new Set(['src/migrations/index.ts', 'src/platform/tables.ts', 'web/lib/api/schema.d.ts', 'web/lib/i18n/message-values.d.ts'])

function fileSize({ path: file, text }: SourceFile): string[] {
  const lines = text.trimEnd().split('\n').length
  const linesMax = isTest(file) ? testFileLinesMax : fileLinesMax
  return lines > linesMax && !lists.has(file) ? [`${file}:1 has ${lines} lines, more than ${linesMax}`] : []
}

function functionSizes(file: Parsed): string[] {
  return isTest(file.path) ? [] : file.nodes.filter(ts.isFunctionLike).flatMap((node) => functionSize(file, node))
}

function functionSize(file: Parsed, node: ts.SignatureDeclaration): string[] {
  const lines = ownLines(node)
  const name = node.name?.getText() ?? 'a function'
  return [
    ...(lines > functionLinesMax && !isListOfRoutes(file, name)
      ? [saying(file, node, `${name} has ${lines} lines, more than ${functionLinesMax}`)]
      : []),
    ...(node.parameters.length > parametersMax ? [saying(file, node, `${name} has more than ${parametersMax} parameters`)] : []),
  ]
}

/** As long as its module has routes; what each of them does is counted by itself. */
const isListOfRoutes = (file: Parsed, name: string) => isRoutes(file.path) && name.endsWith('Routes')

/** Lines of a function without those of functions inside it. */
function ownLines(node: ts.Node): number {
  const inner = (child: ts.Node): number =>
    ts.isFunctionLike(child)
      ? Math.max(0, lastLine(child) - lineOf(child) - 1)
      : child.getChildren().reduce((sum, each) => sum + inner(each), 0)
  return lastLine(node) - lineOf(node) + 1 - node.getChildren().reduce((sum, child) => sum + inner(child), 0)
}

const lastLine = (node: ts.Node) => node.getSourceFile().getLineAndCharacterOfPosition(node.getEnd()).line + 1

function unfinished({ path: file, text }: SourceFile): string[] {
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }))
  return lines.filter(({ line }) => /\b(TO[D]O|FIX[M]E|HA[C]K)\b/.test(line)).map(({ number }) => `${file}:${number} has unfinished work`)
}

/** Names that say nothing: they collect what belongs elsewhere. */
function vagueName({ path: file }: SourceFile): string[] {
  const vague =
    /(^|[/-])(utils?|helpers?|common|misc|service|manager)(\.\w+|\/)/.test(file) || /^(?!src\/migrations\/).*\/index\.ts$/.test(file)
  return vague ? [`${file}:1 needs a name that says what is in it`] : []
}

const air = /^(Date\.now|new Date|Math\.random|(crypto\.)?(randomUUID|getRandomValues|randomBytes|randomInt)|Temporal\.Now\.\w+)$/
const makers = new Set(['systemClock', 'systemRandom', 'randomUUID', 'randomBytes', 'randomInt'])
/** Where the process is put together, and the makers of its handles, which take the system's own unless told otherwise. */
const mayMake = (file: Parsed) => moduleOf(file.path) === 'app' || /^src\/platform\/(db|files|telemetry)\.ts$/.test(file.path)

/** Time, chance and settings are arguments, so that tests and simulators own them. */
function takenFromTheAir(file: Parsed): string[] {
  if (!isProduct(file) || moduleOf(file.path) === 'kernel') return []
  const calls = file.nodes.filter((node) => air.test(calleeOf(node) ?? '') && !isDateOf(node))
  const imports = mayMake(file) ? [] : file.imports.filter(({ names, typeOnly }) => !typeOnly && names.some((name) => makers.has(name)))
  const reads =
    moduleOf(file.path) === 'app'
      ? []
      : file.nodes.filter((node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env')
  return [...calls, ...imports.map(({ node }) => node), ...reads].map((node) =>
    saying(file, node, `must get this as an argument: ${firstLine(node)}`),
  )
}

const isDateOf = (node: ts.Node) => ts.isNewExpression(node) && (node.arguments?.length ?? 0) > 0
const firstLine = (node: ts.Node) => node.getText().split('\n', 1)[0] ?? ''

/** How many `any`, `as` and `!` a file has that may not simply have them, and why. To be lowered, not raised. */
const castsKnown: Readonly<Record<string, number>> = {
  // The built site comes from a file that no type describes.
  // What was thrown to roll back is what the caller gets.
  'src/platform/db.ts': 1,
  // What stands for a value has the type of any.
  'src/platform/prepared.ts': 2,
  // A driver hands on what the caller expects of a row.
  'src/platform/sqlite-statements.ts': 2,
  // A schema's last step gives the text its brand.
  'src/platform/wire.ts': 3,
  // A stream says of its chunks only that they are any.
  'src/importers/inside-airbnb/read-csv.ts': 1,
  // A tax line names the lines it was made of, as text.
  'src/bookings/refund.ts': 1,
}

const mayCast = (file: string) => isStore(file) || moduleOf(file) === 'kernel' || moduleOf(file) === 'migrations'

/** Belief in place of proof: allowed where outside values become ours, in `parse…`, in stores and in the kernel. */
function casts(file: Parsed): string[] {
  if (!isProduct(file) || mayCast(file.path)) return []
  const found = file.nodes.filter((node) => isCast(node) && !insideParse(node))
  const known = castsKnown[file.path] ?? 0
  if (found.length === known) return []
  const lines = found.map(lineOf).join(', ')
  return [`${file.path}:${lines || 1} has ${found.length} of any, as and !, and ${known} are known`]
}

const isCast = (node: ts.Node) =>
  node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node) || (ts.isAsExpression(node) && node.type.getText() !== 'const')

function insideParse(node: ts.Node): boolean {
  const named = ts.isFunctionLike(node) || ts.isVariableDeclaration(node) ? node.name?.getText() : undefined
  return named?.startsWith('parse') === true || (node.parent !== undefined && insideParse(node.parent))
}
