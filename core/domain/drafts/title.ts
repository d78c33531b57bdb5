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
const GREETING =
  /^\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|hola|buen[oa]s (?:d[ií]as|tardes|noches)|estimad[oa]s?)(?: (?:there|all|team|\p{Lu}[\p{L}.'’-]*)){0,4}[\s,!.:–-]+)/iu
/** A point behind a short form ends nothing: `Rückruf Hr. Becker`. */
const SENTENCE =
  /(?<=[.!?])(?<!(?<!\p{L})(?:mrs?|ms|dr|prof|st|hr|fr|frl|fam|herrn|sra?|srta|mme|mlle|m|nr|no|núm|tel|str|ca|approx|bzw|inkl|incl|apt|ave?|bldg|rd|z\.b)\.)\s+/iu
/** Words go on in the next line where that begins small. */
const GOES_ON = /^\s*\p{Ll}/u
const ENDED = /[.!?:;]\s*$/u

/** What a piece of work is called: the subject, else the sentence that says what is wanted, else how the text begins. */
export function titleOf({ subject, lines }: Source, told: Span | null): DraftField | null {
  const named = subject.replace(ANSWERED, '').trim()
  if (isTelling(named)) return { value: cut(named), confidence: 0.85, span: null, origin: 'WORDS' }
  const sentence = (told && sentenceAt(lines, told)) ?? firstSentence(lines)
  return sentence && { ...sentence, confidence: told ? 0.7 : 0.6, origin: 'WORDS' }
}

const isTelling = (text: string) => !EMPTY.test(text) && /\p{L}{2}/u.test(text) && [...text].length >= 3

function sentenceAt(lines: readonly Line[], { line, start }: Span): Sentence | null {
  const sentence = sentencesOf(lines[line]?.text ?? '', line).find(({ span }) => start < span.end)
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
  const greeting = GREETING.exec(text)?.[0].length ?? 0
  let at = greeting
  return text
    .slice(greeting)
    .split(SENTENCE)
    .map((words) => {
      const start = text.indexOf(words, at)
      at = start + words.length
      return { value: cut(words.trim()), span: { line, start, end: at } }
    })
    .filter(({ value }) => value !== '')
}

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
          .replace(/\s+\S*$/u, '')}…`
  return short.charAt(0).toUpperCase() + short.slice(1)
}
