import { LIMITS } from '../../contract/common.ts'
import type { ImportCells } from '../../contract/contact-imports.ts'
import { CreateContact } from '../../contract/contacts.ts'
import { AppError, type ErrorDetail } from '../../domain/kernel/errors.ts'
import { asPhone, readEmail, searchedTerms } from '../contacts/fields.ts'

export interface ReadRow {
  /** As they will be kept; as they were read where one of them cannot be. */
  fields: Record<string, unknown>
  terms: Record<string, string[]>
  problem: Pick<ErrorDetail, 'field' | 'message'> | null
}

/** A row as a contact; numbers without their country code are of the row's country, else of the business's. Blank is not given. */
export function readImportedRow(cells: ImportCells, country: string | null): ReadRow {
  const fields = givenOf(cells)
  const parsed = CreateContact.partial({ type: true }).safeParse(fields)
  if (!parsed.success) return wrong(fields, problemOf(parsed.error.issues))
  try {
    const kept = { ...fields }
    if (parsed.data.email) kept.email = readEmail(parsed.data.email)
    if (parsed.data.phone) kept.phone = asPhone(parsed.data.phone, parsed.data.country ?? country)
    return { fields: kept, terms: searchedTerms(kept), problem: null }
  } catch (error) {
    if (!(error instanceof AppError) || !error.details[0]) throw error
    return wrong(fields, error.details[0])
  }
}

function givenOf({ tags, type, country, ...texts }: ImportCells): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(texts)) if (text?.trim()) given[name] = text.trim()
  if (country?.trim()) given.country = country.trim().toUpperCase()
  if (type?.trim()) given.type = type.trim().toUpperCase()
  const words = [
    ...new Set(
      (tags ?? '')
        .split(/[,;\n]/)
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ]
  if (words.length) given.tags = words.slice(0, LIMITS.tags)
  return given
}

const wrong = (fields: Record<string, unknown>, { field, message }: ErrorDetail): ReadRow => ({
  fields,
  terms: {},
  problem: { field, message },
})

function problemOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): ErrorDetail {
  const field = String(issues[0]?.path[0] ?? 'display_name')
  const isNameless = field === 'display_name' && !issues[0]?.message.startsWith('At most')
  return { field, message: isNameless ? 'Give it a name' : (issues[0]?.message ?? 'Cannot be kept') }
}
