import { signatureFacts } from '../mail/signature.ts'
import type { Found, Line, Occasion } from './found.ts'

// "This is Jane", "Jane Okafor here", "my name is", "je suis", "mein Name ist". Names are written with a capital.
const NAME =
  "(?<name>\\p{Lu}[\\p{L}'’-]{1,30}(?: (?:(?:van|von|de|der|la|le|di|el|al) ){0,2}\\p{Lu}[\\p{L}'’-]{1,30}){0,3})"
const SAYS = new RegExp(
  `(?:(?<!\\p{L})(?:[Tt]his is|[Mm]y name(?:'s| is)|[Ii] am|[Ii]['’]?m|[Ii]t['’]?s|[Mm]ein Name ist|[Hh]ier (?:ist|spricht)|[Ii]ch bin|[Jj]e (?:suis|m['’]appelle)|[Mm]on nom est|[Cc]['’]est|[Ss]oy|[Mm]e llamo|[Mm]i nombre es|[Ll]e habla) )${NAME}|(?:^|[.,!] ?)(?:[Hh](?:i|ello|ey)[,!]? )?${NAME.replace('<name>', '<here>')} (?:here|hier)(?!\\p{L})`,
  'gu',
)
const NO_NAME =
  /^(?:I|It|The|This|That|Your|Our|My|We|You|Just|Not|Still|Very|So|Sorry|Interested|Looking|Writing|Wondering|Happy|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Available|Afraid|Glad|Urgent)$/u

/** A message is shorter. */
const LINES_MAX = 400

/** Who a message says that its sender is: in its words, or by its signature. */
export function findPeople(
  lines: readonly Line[],
  isOwn: (line: number) => boolean,
  { country }: Pick<Occasion, 'country'>,
): Found[] {
  const said = lines
    .slice(0, LINES_MAX)
    .flatMap(({ text }, line) => (isOwn(line) ? saidIn(text.slice(0, 1_000), line) : []))
  const signed = said.length === 0 ? signedBy(lines, isOwn, country) : undefined
  return signed ? [signed] : said.slice(0, 3)
}

function saidIn(text: string, line: number): Found[] {
  return [...text.matchAll(SAYS)].flatMap(({ 0: words, index, groups }) => {
    const name = groups?.name ?? groups?.here ?? ''
    if (NO_NAME.test(name.split(' ')[0] ?? '')) return []
    const start = index + words.indexOf(name)
    return [{ value: name, confidence: 0.8, span: { line, start, end: start + name.length } }]
  })
}

function signedBy(
  lines: readonly Line[],
  isOwn: (line: number) => boolean,
  country: string | undefined,
): Found | undefined {
  const own = lines.map(({ text }, line) => (isOwn(line) ? text : ''))
  const { name } = signatureFacts({ new_text: own.join('\n'), signature: '', country })
  if (!name) return aloneAtTheEnd(own) ?? belowAClosing(own) ?? behindTheLastSentence(own)
  const line = own.findLastIndex((text) => text.includes(name.value))
  if (line < 0) return undefined
  const start = own[line]!.indexOf(name.value)
  const confidence = name.confidence === 'HIGH' ? 0.88 : 0.7
  return { value: name.value, confidence, span: { line, start, end: start + name.value.length } }
}

/** A first name by itself below everything else. */
const ALONE = /^\p{Lu}\p{Ll}[\p{L}'’-]{1,18}$/u
const CLOSING =
  /^(?:thanks?|thx|thank|cheers|best|regards|love|sincerely|hugs|yours|ciao|please|photos?|yes|sure|okay|great|perfect|danke|grüße|gruß|lg|merci|cordialement|bisous|gracias|saludos|abrazos|owner|manager|accounts|facilities|lettings|admin|regards|none)$/iu

function aloneAtTheEnd(own: readonly string[]): Found | undefined {
  const line = own.findLastIndex((text) => text.trim() !== '')
  const text = own[line]?.trim() ?? ''
  if (line < 2 || own[line - 1]?.trim() !== '' || !ALONE.test(text) || CLOSING.test(text) || NO_NAME.test(text))
    return undefined
  const start = own[line]!.indexOf(text)
  return { value: text, confidence: 0.6, span: { line, start, end: start + text.length } }
}

const SIGNED =
  "(?:(?:Mrs|Mr|Ms|Dr|Frau|Herr|Mme|Sra?)\\.? )?\\p{Lu}[\\p{L}'’-]{1,20}(?: \\p{Lu}[\\p{L}'’-]{0,20}\\.?){0,2}"
const WORD =
  '(?:[Cc]heers|[Tt]hanks|[Tt]hx|[Tt]a|[Rr]egards|[Ll]ove|[Dd]anke|[Ll][Gg]|[Vv][Gg]|[Gg]ru(?:ß|ss)|[Mm]erci|[Gg]racias|[Ss]aludos|[Ss]lds|[Bb]ises|[Bb]isous|[Aa]brazos?)'
/** `… on Friday? Shane (retaining wall)`, `… pls. Anneke V`, `… album 😅 -Yesenia`, `… thx Amit`. */
const BEHIND = new RegExp(
  `(?:[.!?…)] {1,2}|[-–—~] ?|\\p{Extended_Pictographic}\\uFE0F? ?|(?<!\\p{L})(?=${WORD}))(?:${WORD}[,.!]? )?(?<name>${SIGNED})(?:, \\p{Lu}[\\p{L}' ]{1,30}| \\([^()]{1,40}\\)| at the \\p{L}{2,20})?[ x.!]{0,4}$`,
  'u',
)
const TAIL = 90
/** No name, though it ends a message with a capital. */
const NO_SIGNATURE =
  /^(?:Urgent|Asap|Today|Tomorrow|Tonight|Now|Cash|Card|Vat|Photos?|Attached|Paid|Done|Invoice|Receipt|Total|Street|Road|Heute|Morgen|Bitte|Rechnung|Urgente?|Hoy|Ma[ñn]ana|Demain|Facture|Factura|Ta|Bises|Warmly|Unsubscribe|Services?|Office|Team|Support|GmbH|Ltd|Inc|LLC|Sent|Gesendet|Envoyé|Enviado|Stop|January|February|March|April|May|June|July|August|September|October|November|December)$/iu

/** A name where a text without lines ends, as text messages are signed. */
function behindTheLastSentence(own: readonly string[]): Found | undefined {
  const line = own.findLastIndex((text) => text.trim() !== '')
  const text = own[line]?.trimEnd() ?? ''
  const from = Math.max(0, text.length - TAIL)
  const hit = BEHIND.exec(text.slice(from))
  return hit ? nameAt(line, from + hit.index + hit[0].indexOf(hit.groups!.name!), hit.groups!.name!) : undefined
}

const CLOSED = new RegExp(`^(?<name>${SIGNED})(?: (?:&|and|und|et|y) ${SIGNED})?$`, 'u')
const FROM_END = 5

/** A name of two words or more by itself below a line that ends with a comma. */
function belowAClosing(own: readonly string[]): Found | undefined {
  const filled = [...own.keys()].filter((line) => own[line]!.trim() !== '')
  for (const [at, line] of filled.entries()) {
    const before = own[filled[at - 1] ?? -1]?.trim() ?? ''
    const hit = CLOSED.exec(own[line]!.trim())
    const isClosed = before.endsWith(',') && before.length < TAIL && at > 1 && at >= filled.length - FROM_END
    if (hit?.groups?.name && isClosed) return nameAt(line, own[line]!.indexOf(hit.groups.name), hit.groups.name)
  }
  return undefined
}

function nameAt(line: number, start: number, name: string): Found | undefined {
  const words = name.split(' ')
  if (words.some((word) => CLOSING.test(word) || NO_NAME.test(word) || NO_SIGNATURE.test(word))) return undefined
  return { value: name, confidence: 0.6, span: { line, start, end: start + name.length } }
}
