import { createHash } from 'node:crypto'
import { makeZip } from 'client-zip'
import Papa from 'papaparse'
import type { ArchiveFormat } from '../../../core/services/exports/ports.ts'

/** What a spreadsheet would work out, in both widths. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/** ZIP members are stored as they are: an import reads any of them from where it was. */
export const archiveFormat: ArchiveFormat = {
  zip: (members, at) => makeZip(dated(members, at)),
  csv(columns, rows, withHeader) {
    const cells = rows.map((row) => columns.map((name) => cellOf(row[name])))
    const data = withHeader ? [[...columns], ...cells] : cells
    return data.length ? `${Papa.unparse(data, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n` : ''
  },
  hash() {
    const hash = createHash('sha256')
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
  },
}

const cellOf = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value)

async function* dated(members: Parameters<ArchiveFormat['zip']>[0], lastModified: Date) {
  for await (const { name, input } of members) yield { name, input, lastModified }
}
