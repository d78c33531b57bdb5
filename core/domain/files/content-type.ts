/** How a content begins, as bytes in hex; a dot is any half byte. */
const BEGINNINGS: readonly (readonly [string, readonly string[]])[] = [
  ['89504e470d0a1a0a', ['image/png']],
  ['ffd8ff', ['image/jpeg']],
  ['474946383[79]61', ['image/gif']],
  ['52494646........57454250', ['image/webp']],
  ['52494646........57415645', ['audio/wav', 'audio/x-wav', 'audio/wave']],
  ['49492a00', ['image/tiff']],
  ['4d4d002a', ['image/tiff']],
  ['424d', ['image/bmp', 'image/x-ms-bmp']],
  [
    '........66747970',
    ['image/heic', 'image/heif', 'image/avif', 'video/mp4', 'video/quicktime', 'audio/mp4', 'audio/x-m4a'],
  ],
  ['255044462d', ['application/pdf']],
  ['504b(0304|0506|0708)', ['application/zip', 'application/x-zip-compressed', 'application/epub+zip']],
  [
    'd0cf11e0a1b11ae1',
    ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint', 'application/vnd.ms-outlook'],
  ],
  ['1f8b', ['application/gzip', 'application/x-gzip']],
  ['4f676753', ['audio/ogg', 'video/ogg', 'application/ogg']],
  ['1a45dfa3', ['video/webm', 'audio/webm']],
  ['494433', ['audio/mpeg', 'audio/mp3']],
  ['fff[ab23]', ['audio/mpeg', 'audio/mp3']],
  ['7b5c727466', ['application/rtf', 'text/rtf']],
]
const ZIPPED = /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./
/** Bytes that tell all of these apart. */
export const HEAD_BYTES = 64

const KNOWN = BEGINNINGS.map(([pattern, types]) => ({ begins: new RegExp(`^${pattern}`), types }))
const hasBeginning = (type: string) => ZIPPED.test(type) || KNOWN.some(({ types }) => types.includes(type))

/**
 * Whether a content that begins with `head` can be what it is said to be (FI1). A type with a beginning of its own must have
 * it; text must not begin like something else, or hold a NUL; of any other nothing can be said.
 */
export function canBe(mimeType: string, head: Uint8Array): boolean {
  const hex = Array.from(head.subarray(0, HEAD_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const found = KNOWN.filter(({ begins }) => begins.test(hex))
  if (ZIPPED.test(mimeType)) return found.some(({ types }) => types.includes('application/zip'))
  if (hasBeginning(mimeType)) return found.some(({ types }) => types.includes(mimeType))
  return !mimeType.startsWith('text/') || (!head.includes(0) && !found.some(({ types }) => types.some(isBinary)))
}

/** What an iPhone makes unless it is told otherwise, and few programs can show. */
export const isHeic = (head: Uint8Array): boolean =>
  /^ftyp(hei|hev|mif1|msf1)/.test(new TextDecoder('latin1').decode(head.subarray(4, 12)))
export const isHeicType = (mimeType: string): boolean => /^image\/hei[cf]/.test(mimeType)
export const HEIC_WORDS =
  'Photos in HEIC cannot be shown everywhere. On an iPhone choose Settings, Camera, Formats, Most Compatible, and take it again; or save the photo as JPEG.'

const isBinary = (type: string) => !/rtf$|^image\/(bmp|x-ms-bmp)$/.test(type)

/** What a browser may be told that it is; anything else is told to be bytes. */
const TOLD = /^(image\/(png|jpeg|gif|webp|avif|heic)|application\/pdf|audio\/[\w.-]+|video\/[\w.-]+)$/

/** The type under which a content is delivered: nothing that a browser could run, whatever somebody said it was (EM9). */
export const deliveredType = (mimeType: string): string => (TOLD.test(mimeType) ? mimeType : 'application/octet-stream')
