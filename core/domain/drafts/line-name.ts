import type { Span } from '../extraction/found.ts'
import { beginning } from '../kernel/beginning.ts'
import type { Clause } from './clauses.ts'
import type { DraftField } from './fields.ts'
import type { KnownItem } from './known.ts'

const LEADING =
  /^(?:(?:please|pls|need|want|merci|necesito|quiero|can|could|you|would|hi|hello|hey|just|so|not|but|rather|then|also|invoice|bill|charge|quote|me|us|him|her|them|for|at|the|of|to|send|an?|it(?: is|['’]s)|that(?: is|['’]s)|was|were|did|we|i|bitte|könnten?|können|kannst|würden|sie|ihr|du|mir|uns|ich|wir|hätten?|gerne?|sende[nt]?|schick(?:en|t|e)?|stell(?:en|t|e)?|erstell(?:en|t|e)?|schreib(?:en|t|e)?|rechnung|für|die|der|das|ein\p{L}*|(?:pouvez|pourriez)[- ]vous|nous|de|facturer|facturez|puede[ns]?|podrían?|nos|facturar(?:me|nos)?|facture|pour|le|la|les|un|une|factura|por|el|los|las|una?)(?=\s|$)[\s,]*)+/iu
const ASKING =
  /^.*?(?:(?:please|pls|(?:can|could|would) you) (?:invoice|bill|charge|quote)(?: (?:me|us|him|her|them))?(?: for)?\s+|(?:quotes?|estimates?|invoices?|bills?|angebote?|rechnung(?:en)?|kostenvoranschlag|devis|factures?|presupuestos?|facturas?)(?: (?:me|us|him|her|them))?(?: (?:for|on|über|für|pour|de|por|para|of))\s+)/iu
const LAST = /(?<!\p{L})(?:at|[x×]|for|à|a|für|zu|je|pour|por|is|was|of|comes to|kostet|costs?)$/iu
const SIGNS = new Set(' ,:=@–-')

/** Without the words and signs that led to a figure at the end. Letter by letter: an expression would take forever for many signs. */
function withoutTail(text: string): string {
  let end = text.length
  while (end > 0 && SIGNS.has(text.charAt(end - 1))) end--
  const hit = LAST.exec(text.slice(Math.max(0, end - TAIL_MAX), end))
  return hit ? withoutTail(text.slice(0, end - hit[0].length)) : text.slice(0, end)
}
const TAIL_MAX = 20
const EACH = /(?:^|\s+)(?:each|apiece|per piece|pro stück|(?:la |par )?pièce|chacune?|cada un[oa])$/iu
const POLITE =
  /(?:^|,? )(?:please|pls|bitte|svp|s['’]il vous pla[iî]t|por favor|thanks|thank you|danke|merci|gracias)$/iu
/** What German puts behind what it is about. */
const BEHIND = /\s+(?:in rechnung(?: stellen)?|verrechnen|berechnen|abrechnen|facturer|facturar)$/iu
const NAME_MAX = 200

/** With the word that leads to it: `at $80`. */
export function withLead(span: Span, clause: Clause): Span {
  const before = clause.text.slice(Math.max(0, span.start - clause.start - TAIL_MAX), span.start - clause.start)
  const hit = LAST.exec(before.trimEnd())
  return hit ? { ...span, start: span.start - (before.length - hit.index) } : span
}

/** What is left of a clause without its figures. */
export function nameOf(clause: Clause, spans: readonly Span[]): string {
  const letters = [...clause.text.split('').keys()].filter(
    (at) => !spans.some(({ start, end }) => at + clause.start >= start && at + clause.start < end),
  )
  const left = letters.map((at) => clause.text.charAt(at)).join('')
  const bare = left
    .replace(/\s+/gu, ' ')
    .replace(/ \.(?= |$)| ?\( ?(?:each|je|chacune?|pièce|cada un[oa]|at|à|a|zu)? ?\)/giu, '')
    .trim()
    .replace(ASKING, '')
    .replace(LEADING, '')
    .replace(POLITE, '')
    .replace(BEHIND, '')
    .replace(EACH, '')
    .trim()
  return beginning(withoutTail(bare).trim(), NAME_MAX)
}

/** As it is printed: of the price list, of the words, else of what the line before it or its unit says. */
export function nameField(name: string, clause: Clause, { item, instead }: Instead): DraftField {
  const { line, start, end, text } = clause
  const span = { line, start, end }
  if (item) return { value: item.name, confidence: 0.8, span, origin: 'TAUGHT' }
  if (name.length > 2) return { value: capital(name), confidence: 0.7, span, origin: 'WORDS' }
  if (instead && instead.name.length > 2)
    return { value: capital(instead.name), confidence: 0.6, span: instead.span, origin: 'WORDS' }
  return { value: capital(name) || beginning(text, NAME_MAX), confidence: 0.3, span, origin: 'WORDS' }
}

export interface Instead {
  item: KnownItem | null
  instead?: { name: string; span: Span } | null
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

/** What stands before a colon and a sum: `the repair: $450`. */
export function saidBefore(clause: Clause, before: Clause | undefined): Instead['instead'] {
  if (!before || before.line !== clause.line || /\d/u.test(before.text) || clause.start - before.end > 3) return null
  if (BILL_TO.test(before.text)) return null
  const name = nameOf(before, [])
  return name.length > 2 ? { name, span: before } : null
}

/** `Invoice Wes: 2 hours`. */
const BILL_TO =
  /^(?:[Pp]lease )?(?:[Ii]nvoice|[Bb]ill|[Cc]harge|[Qq]uote)(?: (?:for|to))? \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}$|(?<!\p{L})(?:Mrs?|Ms|Dr|Herrn?|Frau|Fam(?:ilie)?|Mme|M|[Mm]onsieur|[Mm]adame|Sra?|[Ss]eñora?|[Dd]on|[Dd]oña)\.? \p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?$/u

const UNIT_OF = /\p{L}[\p{L}.]*$/u

/** `Hours`, of `3 hours`. */
export function unitIn(clause: Clause, { start, end, line }: Span): Instead['instead'] {
  const words = clause.text.slice(start - clause.start, end - clause.start)
  const name = UNIT_OF.exec(words)?.[0] ?? ''
  return name.length > 2 || name === 'h' ? { name, span: { line, start, end } } : null
}
