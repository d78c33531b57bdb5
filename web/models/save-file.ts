import { fileNameOf } from '../../core/domain/documents/file-name.ts'

/** Long enough for any browser to have begun. */
const KEPT_MS = 60_000

/** Keeps the file of a document on this device, under the name of its kind and number. */
export function saveFile(data: Blob, word: string, number: string | null, ending: string): void {
  const url = URL.createObjectURL(data)
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
  Object.assign(document.createElement('a'), { href: url, download: fileNameOf(word, number, ending) }).click()
}
