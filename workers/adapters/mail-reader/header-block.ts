import { latin1 } from './charset.ts'

/** A header as it stands: its name in lower case, its value unfolded, with one letter for each byte. */
export interface RawHeader {
  name: string
  raw: string
}

const FIELD = /^([!-9;-~]{1,200})[ \t]*:(.*)$/s

/** The headers among the lines of a block. A line that is none is left out: what it continues is not known. */
export function readHeaders(block: Uint8Array): RawHeader[] {
  const headers: RawHeader[] = []
  let folded: string[] = []
  const close = () => {
    const [, name, raw] = FIELD.exec(folded.join('')) ?? []
    if (name && raw !== undefined) headers.push({ name: name.toLowerCase(), raw: raw.trim() })
  }
  for (const line of latin1(block).split(/\r\n|\n|\r/)) {
    if (/^[ \t]/.test(line)) folded.push(line)
    else {
      close()
      folded = [line]
    }
  }
  close()
  return headers
}

export const rawValue = (headers: readonly RawHeader[], name: string): string | undefined =>
  headers.find((header) => header.name === name)?.raw
