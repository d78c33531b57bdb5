import type { Choice } from '../components/select-field.tsx'
import { locale } from './locale.ts'

/** Those that customers are written to in most; another stays where it was set. */
const LANGUAGES = 'ar da de el en es fi fr he hi hu id it ja ko nb nl pl pt pt-BR ro ru sv th tr uk vi zh zh-TW'.split(
  ' ',
)

export const languageName = (tag: string): string =>
  new Intl.DisplayNames([locale()], { type: 'language', fallback: 'code' }).of(tag) ?? tag

/** By their names in the person's language. */
export const languageChoices = (none: string, current: string): Choice[] => {
  const known = current === '' || LANGUAGES.includes(current) ? LANGUAGES : [...LANGUAGES, current]
  const named = known.map((value) => ({ value, label: languageName(value) }))
  return [{ value: '', label: none }, ...named.sort((a, b) => a.label.localeCompare(b.label, locale()))]
}
