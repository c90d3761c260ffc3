import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { isStore } from '../architecture/modules.ts'
import { isTest, parse } from '../architecture/syntax.ts'
import { standIn, type Call } from './record.ts'

export type StoreFunction = { /** 'bookings/store.ts findBooking' */ name: string; calls: readonly Call[] }

/** Every query function of every store, ready to be called with stand-ins for what it asks for. */
export async function storeFunctions(): Promise<StoreFunction[]> {
  const files = globSync('src/**/*.ts').filter((file) => isStore(file) && !isTest(file))
  const found = await Promise.all(files.toSorted().map(functionsOf))
  return found.flat()
}

async function functionsOf(file: string): Promise<StoreFunction[]> {
  const exported: Record<string, unknown> = await import(path.resolve(file))
  const { tree } = parse({ path: file, text: readFileSync(file, 'utf8') })
  const declared = tree.statements.flatMap((statement) => declaredIn(statement))
  return declared.flatMap(({ name, parameters: [first, ...rest] }) => {
    const query = exported[name]
    if (typeof query !== 'function' || !first || !/^(Db|Tx)\b/.test(typeOf(first))) return []
    const choices = rest.filter(({ initializer }) => !initializer).map(standInsFor)
    const calls = combinations(choices).map(
      (args): Call =>
        (db) =>
          query(db, ...args),
    )
    return [{ name: `${file.replace(/^src\//, '')} ${name}`, calls }]
  })
}

type Declared = { name: string; parameters: readonly ts.ParameterDeclaration[] }

/** `function f(…)` and `const f = (…) => …` */
function declaredIn(statement: ts.Statement): Declared[] {
  if (ts.isFunctionDeclaration(statement) && statement.name) return [{ name: statement.name.text, parameters: statement.parameters }]
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && ts.isArrowFunction(initializer) ? [{ name: name.getText(), parameters: initializer.parameters }] : [],
  )
}

const typeOf = ({ type }: ts.ParameterDeclaration) => type?.getText() ?? ''

/** Of a choice of words each one, of a list a list, else something that can be anything. */
function standInsFor(parameter: ts.ParameterDeclaration): unknown[] {
  const type = typeOf(parameter)
  const words = type.split('|').map((part) => /^\s*'([^']*)'\s*$/.exec(part)?.[1])
  if (words.every((word) => word !== undefined)) return words
  return type.endsWith('[]') ? [[standIn()]] : [standIn()]
}

const combinations = (choices: readonly unknown[][]): unknown[][] =>
  choices.reduce<unknown[][]>((made, choice) => made.flatMap((args) => choice.map((each) => [...args, each])), [[]])
