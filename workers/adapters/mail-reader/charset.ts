/** Text from bytes as they say they are written, or as they evidently are: never a throw, always something to read. */
export function decodeText(bytes: Uint8Array, label?: string | null): string {
  const charset = normalCharset(label)
  if (charset === 'utf-7') return decodeUtf7(latin1(bytes))
  const utf8 = decodeAs(bytes, 'utf-8')
  const decoder = charset === null || charset === 'utf-8' ? null : decoderFor(charset)
  if (utf8 !== null && (decoder === null || isEvidentlyUtf8(utf8, charset ?? ''))) {
    return hasEscapes(bytes) ? new TextDecoder('iso-2022-jp').decode(bytes) : utf8
  }
  return decoder?.decode(bytes) ?? new TextDecoder(guessed(bytes, charset)).decode(bytes)
}

/** One letter for each byte, which nothing loses. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return text
}

/** The bytes of a text from `latin1`. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}

/**
 * Who writes UTF-8 under another name: in an alphabet of 256 letters it is valid by chance only, and so are letters of
 * three bytes in any other.
 */
const isEvidentlyUtf8 = (text: string, charset: string) =>
  SINGLE_BYTE.test(charset) ? /[^\0-\x7f]/.test(text) : /[\u0800-\uffff]/.test(text)

const SINGLE_BYTE = /^(iso-8859|windows-125|koi8|macintosh|latin)/
/** Names that say nothing about what is above ASCII. */
const UNTOLD = /^(us-ascii|ascii|ansi_x3\.4-1968|unknown.*|x-unknown|none|default|binary|8bit|7bit|)$/

function normalCharset(label?: string | null): string | null {
  const name = (label ?? '')
    .slice(0, 80)
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '')
  if (UNTOLD.test(name)) return null
  if (/utf-?7$/.test(name)) return 'utf-7'
  if (/^utf-?8\b/.test(name)) return 'utf-8'
  return name
    .replace(/^(x-)?(cp|win|windows)-?(125\d|874)$/, 'windows-$3')
    .replace(/^(x-)?(cp|ms)-?936$/, 'gbk')
    .replace(/^(x-)?(cp|ms)-?932$/, 'shift_jis')
    .replace(/^(x-)?(cp|ms)-?949$/, 'euc-kr')
    .replace(/^(x-)?(cp|ms)-?950$/, 'big5')
    .replace(/^iso-?8859-?(\d+)(-[a-z0-9]+)?$/, 'iso-8859-$1')
}

function decoderFor(charset: string): TextDecoder | null {
  try {
    return new TextDecoder(charset)
  } catch {
    return null
  }
}

function decodeAs(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** ESC $ and ESC ( switch to Japanese in seven bits. */
function hasEscapes(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(0x1b)
  return at >= 0 && (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28)
}

const SAMPLE = 4_096

/**
 * What bytes that are no UTF-8 are written in. Letters of western languages above ASCII stand alone among others; Chinese
 * ones come in pairs; Cyrillic and Greek words have nothing else.
 */
function guessed(bytes: Uint8Array, charset: string | null): string {
  const sample = latin1(bytes.subarray(0, SAMPLE))
  if (charset === 'utf-8' && !isMostlyBroken(bytes)) return 'utf-8'
  const runs = sample.match(/[\x80-\xff]+/g) ?? []
  const long = runs.filter((run) => run.length > 1)
  const high = runs.join('').length
  if (long.length === 0 || high <= (sample.match(/[A-Za-z]/g)?.length ?? 0)) return 'windows-1252'
  if (isChinese(runs)) return 'gb18030'
  return high > long.length * 3 ? 'windows-1251' : 'windows-1252'
}

/** Pairs, of which the first byte is that of a common letter; where Cyrillic has its capitals and nothing else. */
function isChinese(runs: readonly string[]): boolean {
  if (runs.some((run) => run.length % 2 === 1)) return false
  const pairs = runs.join('').match(/../gs) ?? []
  const common = pairs.filter((pair) => pair < '\xd8')
  return common.length * 5 >= pairs.length * 4
}

/** UTF-8 of which a byte or two were lost stays UTF-8. */
function isMostlyBroken(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, SAMPLE))
  const lost = text.match(/\ufffd/g)?.length ?? 0
  return lost * 2 > (text.match(/[^\0-\x7f]/g)?.length ?? 0)
}

/** RFC 2152: `+` begins UTF-16 in base64, which ends at what is not base64. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => (encoded === '' ? '+' : utf16Of(encoded)))
}

function utf16Of(encoded: string): string {
  const whole = encoded.slice(0, encoded.length - (encoded.length % 4 === 1 ? 1 : 0))
  const bytes = atob(whole)
  let text = ''
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode((bytes.charCodeAt(at) << 8) | bytes.charCodeAt(at + 1))
  }
  return text.toWellFormed()
}
