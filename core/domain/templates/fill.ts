/** What a text of a template may ask for. */
export const TEMPLATE_VARIABLES = [
  'contact.name',
  'contact.first_name',
  'contact.company',
  'contact.email',
  'contact.phone',
  'business.name',
  'business.phone',
  'business.email',
  'business.website',
  'author.name',
  'author.first_name',
] as const
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number]
export type TemplateValues = Readonly<Partial<Record<TemplateVariable, string | null>>>

const VARIABLE = /\{\{\s*([a-z_]+\.[a-z_]+)\s*\}\}/g

/**
 * A text with its variables filled; `missing` names those for which nothing is known, which stay as they were written, so that
 * nobody sends a letter with a hole in it.
 * @public For the composer of the browser.
 */
export function fillTemplate(content: string, values: TemplateValues): { text: string; missing: string[] } {
  const missing = new Set<string>()
  const text = content.replace(VARIABLE, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name as TemplateVariable]?.trim() : undefined
    if (value) return value
    missing.add(name)
    return whole
  })
  return { text, missing: [...missing] }
}

/** Those that a text names and that nobody can ever fill. */
export function unknownVariables(content: string): string[] {
  const known: readonly string[] = TEMPLATE_VARIABLES
  const named = [...content.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name = '']) => name)
  return [...new Set(named.filter((name) => !known.includes(name)))]
}
