import { findAddresses } from '../extraction/addresses.ts'
import type { Line, Span } from '../extraction/found.ts'
import { beginning } from '../kernel/beginning.ts'
import type { DraftField } from './fields.ts'
import type { Source } from './known.ts'

const TITLE_MAX = 80
const LINE_MAX = 2_000
const ANSWERED = /^\s*(?:(?:re|fwd?|aw|wg|antw|tr|rv|sv|vs)\s*:\s*)+/iu
/** Says nothing by itself. */
const EMPTY =
  /^(?:hi|hello|hey|question|quick question|help|urgent|request|info|inquiry|enquiry|message|invoice|quote|hallo|frage|anfrage|bonjour|demande|hola|consulta|\(?no subject\)?|untitled)[.!?]*$/iu
const HELLO =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|hola|buen[oa]s (?:d[ií]as|tardes|noches)|estimad[oa]s?)(?!\p{L})/iu
/** Who is greeted: `Sam,`, `there`, small before a comma alone. */
const GREETED = /^(?:(?: (?:there|all|team|\p{Lu}[\p{L}.'’-]*)){0,4}[\s,!.:–-]+|(?: [\p{L}.'’-]+){0,2} ?[,!]\s*)/u
/** Who one is: `this is Theo Marchetti,`. */
const SELF =
  /^(?:this is|it['’]?s|i['’]?m|i am|my name(?:['’]s| is)|hier (?:ist|spricht)|ich bin|mein name ist|je suis|je m['’]appelle|mon nom est|soy|me llamo|mi nombre es)\s+/iu
const NAMED =
  /^(?:the )?\p{Lu}[\p{L}'’-]+(?: (?:(?:van|von|de|der|la|le|di|el|al) ){0,2}\p{Lu}[\p{L}'’-]+){0,3}(?: (?:here|again))?(?:,? (?:from|at|in|of|von|aus|de) (?:the )?(?:\p{Lu}[\p{L}'’-]+ ?){1,4})?\s*(?:[,.!;–-]+\s*|$)/u
const NO_SELF = /^(?:Urgent|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Not|Just|Interested)(?!\p{L})/u
/** A mail's head, as it is pasted. */
const HEAD =
  /^\s*(?:>\s?)?\*?(?:from|to|cc|bcc|date|sent|reply-to|von|an|datum|gesendet|de|à|para|enviado|envoyé|fecha)\s?:/iu
const SUBJECT = /^\s*(?:>\s?)?\*?(?:subject|betreff|objet|asunto)\s?:\*?\s*/iu
/** A point behind a short form ends nothing: `Rückruf Hr. Becker`. */
const SENTENCE =
  /(?<=[.!?])(?<!(?<!\p{L})(?:mrs?|ms|dr|prof|st|hr|fr|frl|fam|herrn|sra?|srta|mme|mlle|m|nr|no|núm|tel|str|ca|approx|bzw|inkl|incl|apt|ave?|bldg|rd|z\.b)\.)\s+/iu
/** Nor one behind a day: `am 3.12. um 14 Uhr`, `on Dec. 3`, `3. Dezember`. */
const DAY_ENDED =
  /(?:(?<!\d)\d{1,2}\.|(?<!\p{L})(?:jan|feb|mar|mär|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez|mon|tues?|wed|thurs?|fri|sat|sun)\.)$/iu
const DAY_GOES_ON =
  /^(?:\p{Ll}|\d|(?:Jan|Feb|Mar|Mär|Apr|Ma[iy]|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec|Dez)\p{L}*(?!\p{L})|Uhr)/u
/** Words go on in the next line where that begins small. */
const GOES_ON = /^\s*\p{Ll}/u
const ENDED = /[.!?:;]\s*$/u

/** What a piece of work is called: the subject, else the sentence that says what is wanted, else how the text begins. */
export function titleOf({ subject, lines }: Source, told: Span | null): DraftField | null {
  const named = subject.replace(ANSWERED, '').trim()
  if (isTelling(named)) return { value: cut(named), confidence: 0.85, span: null, origin: 'WORDS' }
  const headed = pastedSubject(lines)
  if (headed) return { ...headed, confidence: 0.85, origin: 'WORDS' }
  const sentence = (told && sentenceAt(lines, told)) ?? firstSentence(lines)
  return sentence && { ...sentence, confidence: told ? 0.7 : 0.6, origin: 'WORDS' }
}

/** Of a mail whose head was pasted with it. */
function pastedSubject(lines: readonly Line[]): Sentence | null {
  const line = lines.slice(0, HEAD_LINES).findIndex(({ text }) => SUBJECT.test(text))
  const text = beginning(lines[line]?.text ?? '', LINE_MAX)
  const start = text.length - text.replace(SUBJECT, '').replace(ANSWERED, '').length
  const value = text.slice(start).trim()
  return line >= 0 && isTelling(value) ? { value: cut(value), span: { line, start, end: start + value.length } } : null
}
const HEAD_LINES = 12

const isTelling = (text: string) => !EMPTY.test(text) && /\p{L}{2}/u.test(text) && [...text].length >= 3

function sentenceAt(lines: readonly Line[], { line, start }: Span): Sentence | null {
  const sentence = sentencesOf(lines[line]?.text ?? '', line).find(
    ({ span }) => span.start <= start && start < span.end,
  )
  return sentence ? whole(sentence, lines) : null
}

/** With what stands of it in the next line, as notes are written on a small paper. */
function whole(sentence: Sentence, lines: readonly Line[]): Sentence {
  const { line, end } = sentence.span
  const [text, next] = [lines[line]?.text ?? '', lines[line + 1]?.text ?? '']
  if (text.slice(end).trim() !== '' || ENDED.test(text) || !GOES_ON.test(next)) return sentence
  const [rest] = sentencesOf(next, line + 1)
  const joined = `${sentence.value} ${next.slice(rest?.span.start ?? 0, rest?.span.end ?? 0).trim()}`
  return [...joined].length <= TITLE_MAX ? { ...sentence, value: cut(joined) } : sentence
}

function firstSentence(lines: readonly Line[]): Sentence | null {
  for (const [line, { text }] of lines.slice(0, 50).entries()) {
    const found = sentencesOf(text, line).find(({ value }) => isTelling(value))
    if (found) return whole(found, lines)
  }
  return null
}

interface Sentence {
  value: string
  span: Span
}

function sentencesOf(whole: string, line: number): Sentence[] {
  const text = beginning(whole, LINE_MAX)
  if (HEAD.test(text)) return []
  const greeting = openingOf(text)
  let at = greeting
  return partsOf(text.slice(greeting))
    .map((words) => {
      const start = text.indexOf(words, at)
      at = start + words.length
      return { value: cut(words.trim()), span: { line, start, end: at } }
    })
    .filter(({ value }) => value !== '' && !isPlace(value))
}

/** How long the greeting is, and who one says that one is. */
function openingOf(text: string): number {
  const hello = HELLO.exec(text)?.[0].length ?? 0
  const greeted = hello > 0 ? (GREETED.exec(text.slice(hello))?.[0].length ?? 0) : 0
  const from = hello + (greeted > 0 ? greeted : (/^\s*/u.exec(text.slice(hello))?.[0].length ?? 0))
  const self = SELF.exec(text.slice(from))?.[0].length ?? 0
  const name = self > 0 ? text.slice(from + self) : ''
  const named = NO_SELF.test(name) ? 0 : (NAMED.exec(name)?.[0].length ?? 0)
  return named > 0 ? from + self + named + placeAt(name.slice(named)) : from
}

function partsOf(text: string): string[] {
  const parts: string[] = []
  for (const part of text.split(SENTENCE)) {
    const before = parts.at(-1)
    if (before !== undefined && DAY_ENDED.test(before) && DAY_GOES_ON.test(part))
      parts[parts.length - 1] = text.slice(
        text.indexOf(before),
        text.indexOf(part, text.indexOf(before) + before.length) + part.length,
      )
    else parts.push(part)
  }
  return parts
}

/** How long the place is with which a text begins. */
function placeAt(text: string): number {
  const [place] = findAddresses([{ text }])
  if (place?.span.start !== 0) return 0
  return place.span.end + (/^[\s,.!;–-]*/u.exec(text.slice(place.span.end))?.[0].length ?? 0)
}

/** Where one is says nothing of what is wanted. */
const isPlace = (text: string): boolean => placeAt(text) >= text.length

/** A headline, without the point at its end; a long one ends with a word. */
function cut(text: string): string {
  const plain = text
    .replace(/\s+/gu, ' ')
    .replace(/^[-–•*] (?=\p{L})/u, '')
    .replace(/[\s.,:;–-]+$/u, '')
  const letters = [...plain]
  const short =
    letters.length <= TITLE_MAX
      ? plain
      : `${letters
          .slice(0, TITLE_MAX)
          .join('')
          .replace(/\s+\S*$/u, '')
          .replace(/[\s.,:;–-]+$/u, '')}…`
  return short.charAt(0).toUpperCase() + short.slice(1)
}
