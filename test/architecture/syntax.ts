import path from 'node:path'
import ts from 'typescript'

export type SourceFile = { /** From the checkout's root: 'src/bookings/store.ts'. */ path: string; text: string }

export type Import = { /** From the checkout's root, or a package's name. */ to: string; typeOnly: boolean; names: string[]; node: ts.Node }

export type Parsed = SourceFile & { tree: ts.SourceFile; nodes: readonly ts.Node[]; imports: readonly Import[] }

export function parse(file: SourceFile): Parsed {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true)
  const nodes = [...nodesOf(tree)]
  return { ...file, tree, nodes, imports: nodes.flatMap((node) => importOf(node, file.path) ?? []) }
}

export function* nodesOf(root: ts.Node): Generator<ts.Node> {
  yield root
  for (const child of root.getChildren()) if (!ts.isJSDoc(child)) yield* nodesOf(child)
}

export const isTest = (file: string) => file.startsWith('test/') || file.endsWith('.test.ts')

export const lineOf = (node: ts.Node) => node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1

/** 'src/x/y.ts:12 may not …' */
export const saying = (file: Parsed, node: ts.Node, what: string) => `${file.path}:${lineOf(node)} ${what}`

function importOf(node: ts.Node, file: string): Import | undefined {
  const isStatement = ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
  const isCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
  const from = isStatement ? node.moduleSpecifier : isCall ? node.arguments[0] : undefined
  if (!from || !ts.isStringLiteral(from)) return undefined
  const to = from.text.startsWith('.') ? path.posix.join(path.posix.dirname(file), from.text) : from.text
  const names = ts.isImportDeclaration(node) ? namesOf(node.importClause?.namedBindings) : []
  return { to, names, node, typeOnly: isTypeOnly(node) }
}

const namesOf = (bindings: ts.NamedImportBindings | undefined) =>
  bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text) : []

/** Erased when the program runs: `import type …`, or every name with a `type` of its own. */
function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  if (!ts.isImportDeclaration(node) || !node.importClause) return false
  const { phaseModifier, name, namedBindings } = node.importClause
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  return !name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.every((each) => each.isTypeOnly)
}

/** A call's text without arguments: 'Date.now', 'new Date', 'tx.selectFrom'; undefined for what is no call. */
export function calleeOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node)) return `new ${node.expression.getText()}`
  return ts.isCallExpression(node) ? node.expression.getText() : undefined
}
