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
  if (!name) return aloneAtTheEnd(own)
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
