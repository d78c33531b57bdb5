import { invalid } from './problem.ts'

export interface Params {
  [name: string]: string | Params | (string | Params)[]
}

/** Reads `a[b][0][c]=v` as Stripe does: digits or nothing between the brackets make a list. */
export function parseForm(encoded: string): Params {
  const root: Params = Object.create(null)
  for (const [name, value] of new URLSearchParams(encoded)) {
    const path = splitName(name)
    if (path.length > 8 || path.includes('__proto__')) throw invalid(`Invalid parameter: ${name}`, name)
    assign(root, path, value)
  }
  return listsOf(root) as Params
}

function splitName(name: string): string[] {
  const head = name.split('[', 1)[0] ?? ''
  return [head, ...[...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')]
}

function assign(root: Params, path: string[], value: string) {
  let node = root
  for (const [index, part] of path.entries()) {
    const key = part === '' ? String(Object.keys(node).length) : part
    if (index === path.length - 1) {
      node[key] = value
      return
    }
    const next = node[key]
    const child: Params = typeof next === 'object' && !Array.isArray(next) ? next : Object.create(null)
    node[key] = child
    node = child
  }
}

function listsOf(node: Params[string]): Params[string] {
  if (typeof node === 'string' || Array.isArray(node)) return node
  const entries = Object.entries(node).map(([key, value]) => [key, listsOf(value)] as const)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? (entries.map(([, value]) => value) as (string | Params)[]) : Object.fromEntries(entries)
}
