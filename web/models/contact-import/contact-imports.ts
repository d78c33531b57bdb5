import type { ContactImport, ContactImportRow, ImportCells } from '../../../core/contract/contact-imports.ts'
import { contactOf, type ImportTable } from '../../../core/domain/contacts/import-columns.ts'
import { IMPORT_ROWS_AT_ONCE, IMPORT_ROWS_MAX } from '../../../core/domain/contacts/import-limits.ts'
import { get } from '../../api.ts'
import { countryChoices } from '../places-by-name.ts'
import { Resource } from '../resource.ts'

export type { ContactImport, ContactImportRow }

export const contactImports = new Resource('contact_import', '/v1/contact-imports', { shows: ['contact'] })

/** Below what a request may carry. */
const BYTES_AT_ONCE = 200_000
const NAMED = ['en', 'de', 'fr', 'es', 'it', 'nl', 'ja']

/** Country names as files write them, in several languages, and their codes. */
export function countryFinder(): (name: string) => string | undefined {
  const fold = (name: string) => name.normalize('NFKC').toLowerCase().replace(/[.\s]/g, '')
  const codes = new Map(
    countryChoices().flatMap(
      ({ value, label }) =>
        [
          [fold(value), value],
          [fold(label), value],
        ] as const,
    ),
  )
  for (const language of NAMED) {
    const names = new Intl.DisplayNames([language], { type: 'region' })
    for (const { value } of countryChoices()) codes.set(fold(names.of(value) ?? value), value)
  }
  for (const [name, code] of Object.entries(SAID)) codes.set(name, code)
  return (name) => codes.get(fold(name))
}

const SAID = {
  usa: 'US',
  us: 'US',
  unitedstatesofamerica: 'US',
  uk: 'GB',
  england: 'GB',
  greatbritain: 'GB',
  holland: 'NL',
}

/** Rows as the server takes them, in parts that a request can carry. */
export function* partsOf(table: ImportTable): Generator<{ row: number; fields: ImportCells }[]> {
  const countryOf = countryFinder()
  let part: { row: number; fields: ImportCells }[] = []
  let bytes = 0
  for (const [at, cells] of table.rows.entries()) {
    const one = { row: at + 1, fields: wellFormed(contactOf(table.columns, cells, countryOf)) }
    const size = JSON.stringify(one).length * 3
    if (part.length === IMPORT_ROWS_AT_ONCE || (part.length > 0 && bytes + size > BYTES_AT_ONCE)) {
      yield part
      part = []
      bytes = 0
    }
    part.push(one)
    bytes += size
  }
  if (part.length > 0) yield part
}

const TEXT_MAX = 10_000
const wellFormed = (fields: ImportCells): ImportCells =>
  Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [
      name,
      text?.slice(0, TEXT_MAX).toWellFormed().replaceAll('\u0000', ''),
    ]),
  ) as ImportCells

/** An import that waits for the rows of a file. */
export const beginImport = (fileName: string) => contactImports.create({ file_name: fileName.slice(-200) })

/** Sends a file's rows to be looked at; none of them is a contact before the import is started. Sent again, they replace themselves. */
export async function sendTable(id: string, table: ImportTable, sent: (share: number) => void): Promise<void> {
  let rows = 0
  for (const part of partsOf(table)) {
    await contactImports.act(id, 'add-rows', { rows: part })
    rows += part.length
    sent(rows / table.rows.length)
  }
}

/** The fields of a row as they are sent again, with one of them mended. */
export function mended(row: ContactImportRow, field: string, text: string): { row: number; fields: ImportCells } {
  const fields = Object.entries({ ...row.fields, [field]: text }).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ])
  return { row: row.row, fields: Object.fromEntries(fields) as ImportCells }
}

export type RowQuery = { state?: ContactImportRow['state']; duplicates?: 'true' }

/** The rows of an import as usePages takes them. */
export const rowsOfImport = (id: string, query: RowQuery) => ({
  queryKey: ['/v1/contact-imports', 'rows-of', id, query],
  meta: { shows: ['contact_import'] as const },
  ask: (cursor: string | null, signal: AbortSignal) =>
    get('/v1/contact-imports/:id/rows', {
      params: { id },
      query: { ...query, ...(cursor === null ? {} : { cursor }) },
      signal,
    }),
})

const PAGE = 100

/** The rows that could not be imported, as a file to mend and choose again. */
export async function wrongRowsFile(id: string): Promise<Blob> {
  const { default: Papa } = await import('papaparse')
  const rows: ContactImportRow[] = []
  let cursor: string | null = null
  for (let page = 0; page < IMPORT_ROWS_MAX / PAGE; page++) {
    const query = { state: 'WRONG', limit: PAGE, ...(cursor === null ? {} : { cursor }) } as const
    const answer: { data: ContactImportRow[]; cursor: string | null } = await get('/v1/contact-imports/:id/rows', {
      params: { id },
      query,
    })
    rows.push(...answer.data)
    cursor = answer.cursor
    if (cursor === null) break
  }
  const names = [...new Set(rows.flatMap(({ fields }) => Object.keys(fields)))]
  const lines = rows.map(({ fields, problem }) => [...names.map((name) => shown(fields[name])), problem?.message ?? ''])
  return csv(Papa.unparse([[...names.map((name) => FIELD_LABELS[name] ?? name), 'What is wrong'], ...lines], SAFE))
}

/** What would be a formula in a spreadsheet is a text (CS1). */
const SAFE = { escapeFormulae: /^[=+\-@\t\r＝＋－＠]/ }
const shown = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : (value ?? ''))
const csv = (text: string) => new Blob([`\uFEFF${text}`], { type: 'text/csv;charset=utf-8' })

/** What the fields of a row are called here, and as headers in the file to begin with. */
export const FIELD_LABELS: Readonly<Record<string, string>> = {
  display_name: 'Name',
  company_name: 'Company',
  email: 'Email',
  phone: 'Phone',
  address_line1: 'Street',
  address_line2: 'Address line 2',
  city: 'City',
  region: 'State',
  postal_code: 'Postal code',
  country: 'Country',
  tax_id: 'Tax ID',
  tags: 'Tags',
  type: 'Type',
  notes: 'Notes',
}

export const templateFile = (): Blob => csv(`${Object.values(FIELD_LABELS).join(',')}\r\n`)

/** Gives the person a file to keep. */
export function saveFile(file: Blob, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
