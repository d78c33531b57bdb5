import { XML_BYTES_MAX } from '../../domain/einvoice/xml.ts'

/** So many files in a PDF are tried. */
const TRIED_MAX = 10
/** What says of a stream what it is stands right before it. */
const DICTIONARY_MAX = 2000
const INVOICE = /CrossIndustryInvoice|schema:xsd:(Invoice|CreditNote)-2/

/**
 * The e-invoice that a PDF carries as a file within it (ZUGFeRD, Factur-X), as bytes; null where there is none, or where it is encrypted.
 * A stream is never inside another object, so that it is found without the table of a PDF.
 */
export async function invoiceInPdf(bytes: Uint8Array): Promise<Uint8Array | null> {
  const text = new TextDecoder('latin1').decode(bytes)
  let at = -1
  for (let tried = 0; tried < TRIED_MAX; tried += 1) {
    at = text.indexOf('/EmbeddedFile', at + 1)
    if (at < 0) return null
    const stream = text[at + '/EmbeddedFile'.length] === 's' ? null : streamAround(text, at)
    const content = stream && (await contentOf(bytes.subarray(stream.start, stream.end), stream.dictionary))
    if (content && INVOICE.test(new TextDecoder('latin1').decode(content.subarray(0, DICTIONARY_MAX)))) return content
  }
  return null
}

interface Stream {
  dictionary: string
  start: number
  end: number
}

function streamAround(text: string, at: number): Stream | null {
  const begins = text.lastIndexOf(' obj', at)
  const word = text.indexOf('stream', at)
  if (begins < 0 || word < 0 || word - begins > DICTIONARY_MAX) return null
  const dictionary = text.slice(begins, word)
  const start = word + 'stream'.length + (text[word + 'stream'.length] === '\r' ? 2 : 1)
  const length = lengthOf(text, dictionary)
  const end = length === null ? text.indexOf('endstream', start) : start + length
  return end < start ? null : { dictionary, start, end }
}

/** As it is said there, or in an object of its own. */
function lengthOf(text: string, dictionary: string): number | null {
  const [, said, elsewhere] = /\/Length\s{0,5}(\d{1,10})(\s{1,5}\d{1,5}\s{1,5}R)?/.exec(dictionary) ?? []
  if (said === undefined) return null
  if (elsewhere === undefined) return Number.parseInt(said, 10)
  const place = text.search(new RegExp(`(^|[\\r\\n])${said} \\d{1,5} obj`))
  const found = place < 0 ? null : /obj\s{1,5}(\d{1,10})/.exec(text.slice(place, place + 60))
  return found ? Number.parseInt(found[1]!, 10) : null
}

async function contentOf(stream: Uint8Array, dictionary: string): Promise<Uint8Array | null> {
  if (!dictionary.includes('/Filter')) return stream
  if (!/\/Filter\s{0,5}\[?\s{0,5}\/FlateDecode/.test(dictionary)) return null
  return inflated(stream)
}

/** No more than what is read as an e-invoice; what follows the compressed bytes is no matter. */
async function inflated(compressed: Uint8Array): Promise<Uint8Array | null> {
  const reader = new Blob([compressed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      pieces.push(piece.value)
      size += piece.value.length
      if (size > XML_BYTES_MAX) return null
    }
  } catch {
    if (size === 0) return null
  }
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer())
}
