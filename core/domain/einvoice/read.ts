import { err, ok, type Result } from '../kernel/result.ts'
import { readCii } from './cii.ts'
import type { EInvoice } from './model.ts'
import { readUbl } from './ubl.ts'
import { readXml, type XmlElement, type XmlReason } from './xml.ts'

export type ReadReason = XmlReason | 'unknown'

/** Why a file was not read as an e-invoice, for whoever looks at it. */
export const READ_WORDS: Readonly<Record<ReadReason, string>> = {
  too_large: 'This file is larger than 8 MB: it is kept, but not read as an e-invoice',
  doctype: 'This file declares a document type, which an e-invoice may not: it is kept, but not read',
  too_deep: 'This file is nested deeper than an e-invoice is: it is kept, but not read',
  too_many: 'This file has more elements than an e-invoice that can be read here: it is kept, but not read',
  broken: 'This file is not whole XML, perhaps it was cut short: ask the sender for it again',
  empty: 'This file is empty: ask the sender for it again',
  unknown:
    'This is no e-invoice that can be read here: those are UBL 2.1 and Cross Industry Invoice, by themselves or in a PDF',
}

/** What an e-invoice says, in UBL or as a Cross Industry Invoice; recognised by its content. */
export function readEInvoice(text: string): Result<EInvoice, ReadReason> {
  const root = readXml(text)
  if (!root.ok) return root
  const reader = READERS[root.value.name]
  return reader ? ok(reader(root.value)) : err('unknown')
}

const READERS: Readonly<Record<string, (root: XmlElement) => EInvoice>> = {
  'inv:Invoice': (root) => readUbl(root, 'INVOICE'),
  'cn:CreditNote': (root) => readUbl(root, 'CREDIT_NOTE'),
  'rsm:CrossIndustryInvoice': readCii,
}

/** The text of a file in the encoding that it says; UTF-8 where it says none. */
export function xmlText(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  return new TextDecoder(encodingOf(bytes, start)).decode(bytes)
}

function encodingOf(bytes: Uint8Array, start: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const said = /^[^<]{0,4}<\?xml[^>]{0,120}?encoding=["']([A-Za-z0-9._-]{1,40})["']/.exec(start)?.[1]?.toLowerCase()
  return said && KNOWN_ENCODINGS.includes(said) ? said : 'utf-8'
}

const KNOWN_ENCODINGS = ['utf-8', 'iso-8859-1', 'iso-8859-15', 'windows-1252', 'us-ascii']
