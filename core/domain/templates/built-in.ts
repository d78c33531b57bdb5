import type { TemplateType } from './variables.ts'

/** In which the texts that come with the product are written. */
export const BUILT_IN_LANGUAGE = 'en'

/** What is proposed where a business has no default of its own; nothing for what is written by hand each time. */
export function builtInText(type: TemplateType, again: boolean): string {
  const your = (word: string, what: string) =>
    `Hello {{contact.name}}, here is your ${word}${again ? ' again' : ''}. You can see and ${what} it from the link below. {{business.name}}`
  if (type === 'INVOICE') return your('invoice', 'pay')
  return type === 'QUOTE' ? your('quote', 'approve') : ''
}
