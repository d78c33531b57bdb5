import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { makeZip } from 'client-zip'
import type { ArchiveFormat } from '../../../core/services/exports/ports.ts'

/** What a spreadsheet would work out, in both widths. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
/** What a cell cannot have without quotes around it. */
const QUOTED = /[",\r\n\ufeff]|^ | $/

/** ZIP members are stored as they are: an import reads any of them from where it was. */
export const archiveFormat: ArchiveFormat = {
  zip: (members, at) => makeZip(dated(members, at)),
  csv(columns, rows, withHeader) {
    let text = withHeader ? `${columns.map(cellOf).join(',')}\r\n` : ''
    for (const row of rows) {
      let between = ''
      for (const name of columns) {
        text += between + cellOf(row[name])
        between = ','
      }
      text += '\r\n'
    }
    return text
  },
  hash() {
    const hash = createHash('sha256')
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
  },
  pack: (text) => deflateRawSync(text, { level: 1 }),
  unpack: (packed) => inflateRawSync(packed).toString('utf8'),
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (FORMULA.test(text)) return `"'${text.replaceAll('"', '""')}"`
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

async function* dated(members: Parameters<ArchiveFormat['zip']>[0], lastModified: Date) {
  for await (const { name, input } of members) yield { name, input, lastModified }
}
