import type { ErrorDetail } from '../kernel/errors.ts'
import type { TemplateValues, TemplateVariable } from './variables.ts'

/** One that stands in a text: what is between the braces, and where they open. */
interface Use {
  name: string
  line: number
  column: number
}

// What stands between is a name of the list, or refused as one, also where somebody means a filter or a block; what nobody
// could mean as a name, as {{7*7}}, is text. No two parts of this can match the same characters, so that any text is read in
// one pass.
const USE = /\{\{([\p{L}\p{M}\p{N}\s_.|#/:-]*)\}\}/gu
const SHOWN_MAX = 40
const PROBLEMS_MAX = 10
const UNKNOWN_VARIABLE = 'UNKNOWN_VARIABLE'

/**
 * A text with its variables filled; `missing` names those for which nothing is known, which stay as they were written, so that
 * nobody sends a letter with a hole in it. What a value brings with it is text and is not filled.
 */
export function fillTemplate(content: string, values: TemplateValues): { text: string; missing: string[] } {
  const missing = new Set<string>()
  const text = content.replace(USE, (whole, between: string) => {
    const name = between.trim()
    const value = Object.hasOwn(values, name) ? values[name as TemplateVariable]?.trim() : undefined
    if (value) return value
    missing.add(name)
    return whole
  })
  return { text, missing: [...missing] }
}

/** The first few that stand in a text and are none of these, each once. */
function unknownUses(content: string, known: readonly string[]): Use[] {
  const found = new Map<string, Use>()
  for (const { 1: between = '', index } of content.matchAll(USE)) {
    const name = between.trim()
    if (known.includes(name) || found.has(name)) continue
    const lines = content.slice(0, index).split('\n')
    found.set(name, { name, line: lines.length, column: (lines.at(-1) ?? '').length + 1 })
    if (found.size === PROBLEMS_MAX) break
  }
  return [...found.values()]
}

/** Why a text cannot be filled: which variable nobody knows, where it stands, and what there is instead. */
export function variableProblems(
  field: string,
  content: string,
  known: readonly string[],
  why = 'is not known',
): ErrorDetail[] {
  const instead = known.map((name) => `{{${name}}}`).join(', ')
  return unknownUses(content, known).map(({ name, line, column }) => ({
    field,
    message: `${writtenOf(name)} (line ${line}, character ${column}) ${why}: use ${instead}`,
    code: UNKNOWN_VARIABLE,
  }))
}

const writtenOf = (name: string) => `{{${name.length > SHOWN_MAX ? `${name.slice(0, SHOWN_MAX)}…` : name}}}`
