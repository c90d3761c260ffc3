import { parse, type AST } from 'svelte/compiler'

/** Attributes and component properties whose value a reader sees or hears. */
const readAloud = new Set([
  'alt',
  'title',
  'placeholder',
  'label',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'hint',
  'error',
  'note',
  'text',
  'any',
])

type Node = { type: string; start: number; [key: string]: unknown }

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
const hasWords = (text: string) => /\p{Letter}{2}/u.test(text)

/** Words for readers that stand in a component instead of a catalogue, as 'file:line words'. */
export function literalTexts(file: string, source: string): string[] {
  const found: { at: number; text: string }[] = []
  const report = (at: number, text: string) => {
    if (hasWords(text)) found.push({ at, text: text.trim() })
  }

  /** What an expression may turn into on the page; arguments of calls are the callee's business. */
  function fromExpression(node: Node) {
    if (node.type === 'Literal' && typeof node.value === 'string') report(node.start, node.value)
    else if (node.type === 'TemplateLiteral')
      for (const part of node.quasis as { start: number; value: { raw: string } }[]) report(part.start, part.value.raw)
    else if (node.type === 'ConditionalExpression') [node.consequent, node.alternate].filter(isNode).forEach(fromExpression)
    else if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression')
      [node.left, node.right].filter(isNode).forEach(fromExpression)
  }

  function visit(node: Node) {
    if (node.type === 'Text') report(node.start, String(node.data))
    else if (node.type === 'ExpressionTag' && isNode(node.expression)) fromExpression(node.expression)
    else if (node.type === 'Attribute') {
      if (readAloud.has(String(node.name))) [node.value].flat().filter(isNode).forEach(visit)
    } else if (!['Comment', 'StyleDirective', 'ClassDirective', 'StyleSheet', 'Script'].includes(node.type))
      for (const [name, value] of Object.entries(node))
        if (name !== 'expression' && name !== 'parent') [value].flat().filter(isNode).forEach(visit)
  }

  const root: AST.Root = parse(source, { modern: true })
  visit(root.fragment as unknown as Node)
  return found.map(({ at, text }) => `${file}:${source.slice(0, at).split('\n').length} ${text}`)
}
