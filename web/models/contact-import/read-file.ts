import { type ImportTable, tableOf } from '../../../core/domain/contacts/import-columns.ts'
import { IMPORT_ROWS_MAX } from '../../../core/domain/contacts/import-limits.ts'

const BYTES_MAX = 20_000_000
const COLUMNS_MAX = 200

export type ReadFile = { ok: true; table: ImportTable } | { ok: false; problem: string }

/** A file of customers as rows of cells; what is no such file is said in words. */
export async function readContactFile(file: File): Promise<ReadFile> {
  const problem = (words: string) => ({ ok: false, problem: words }) as const
  if (file.size === 0) return problem('This file is empty.')
  if (file.size > BYTES_MAX) return problem('This file has more than 20 MB: divide it into several.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isArchive(bytes))
    return problem('This is a workbook. Open it in your spreadsheet and save it as CSV, then choose that file.')
  const text = textOf(bytes)
  if (text === null) return problem('This is not a file of text. Export your contacts as CSV, then choose that file.')
  const lines = await linesOf(text)
  if (lines.length > IMPORT_ROWS_MAX + 1)
    return problem(`This file has more than ${IMPORT_ROWS_MAX.toLocaleString()} rows: divide it into several.`)
  if (lines.some((line) => line.length > COLUMNS_MAX)) return problem('This file has more than 200 columns.')
  const table = tableOf(lines)
  if (table.rows.length === 0) return problem('This file has no rows below its headers.')
  return { ok: true, table }
}

async function linesOf(text: string): Promise<string[][]> {
  const { default: Papa } = await import('papaparse')
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' })
  return data
}

/** Excel's files are archives. */
const isArchive = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

/** In UTF-8, in UTF-16 where it says so or looks so, else as Windows wrote it in the west; null for what is no text. */
function textOf(bytes: Uint8Array): string | null {
  const text = decoded(bytes)?.replace(/^\uFEFF/, '') ?? null
  return text?.includes('\u0000') ? null : text
}

function decoded(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
