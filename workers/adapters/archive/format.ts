import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ArchiveFormat } from '../../../core/services/exports/ports.ts'
import { zip } from './zip.ts'

export const archiveFormat: ArchiveFormat = {
  zip,
  hash() {
    const hash = createHash('sha256')
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
  },
  sum: (bytes) => `${bytes.length}-${crc32(bytes)}`,
}
