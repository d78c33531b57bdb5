import type { Found, Line } from '../found.ts'

const words = (...all: string[]) => new RegExp(`(?<!\\p{L})(?:${all.join('|')})(?!\\p{L})`, 'giu')
/** What happened, and since when: its day is no day to come. */
const HAPPENED = words(
  'broke|broken|stopped|started|began|burst|failed|died|happened|noticed|discovered|called|phoned|rang|wrote|sent|moved in|leaked|was|were|had|has been|have been|since',
  'kaputt\\p{L}*|ausgefallen|angefangen|aufgefallen|bemerkt|passiert|geplatzt|gebrochen|war|hatte|seit',
  'en panne|cassée?|tombée?|arrêtée?|commencé|remarqué|arrivé|depuis',
  'rompi[óo]|rot[oa]|estrope[óo]|aver[íi][óo]|dej[óo] de|empez[óo]|notado|pas[óo]|desde',
)
/** What is wished. */
const ASKED = words(
  'can|could|would|please|pls|come|fix|need|needs|want|must|should|by|due|until|schedule|book|visit|deliver',
  'bitte|kommen|kommt|können|könnten|kannst|brauche\\p{L}*|möchte\\p{L}*|soll|sollte|muss|termin|bis|fällig',
  'pouvez|pourriez|peux|venir|besoin|voudrais|faut|svp|avant|échéance',
  'pueden?|podr[íi]an?|venir|necesit\\p{L}*|quiero|por favor|antes|vence',
)
const NOT =
  "not|isn['’]t|nicht|pas|no|instead of|rather than|except|but not|anything but|statt|anstatt|außer|sauf|au lieu de|en vez de"
const REFUSED_BEFORE = new RegExp(
  `(?<!\\p{L}|(?:why|warum|pourquoi) )(?:${NOT}|(?:cannot|can['’]?t|can not|unable to|couldn['’]t)(?: \\p{L}+)?)\\s+(?:(?:on|the|am|den|le|el|this|next|do|make)\\s+){0,2}$`,
  'iu',
)
const REFUSED_BEHIND =
  /^\s*(?:(?:does|is|will|would|can)(?:\s+not|n['’]t)|won['’]t|is no good|(?:geht|passt|klappt|kann ich)\s+(?:\p{L}+\s+)?nicht|ne\s+\p{L}+\s+pas|no\s+(?:puedo|me))(?!\p{L})/iu
/** Where one thing ends and another begins. */
const ENDS =
  /[.!?;¿](?=\s|\p{L}|$)|,|(?<!\p{L})(?=(?:can|could|would) (?:you|someone|somebody|we)|please|bitte|können sie|könnten sie|pouvez|pourriez|pueden?|podr)|(?<!\p{L})(?:and|but|so|und|aber|sondern|et|mais|y|pero|sino)(?!\p{L})/giu
const NEAR = 300

type Said = 'asked' | 'plain' | 'happened' | 'refused'
/** Where more than one day may be meant, none is sure. */
const DOUBTED = 0.7

/**
 * Of the days that a text names the one to come that is asked for: not that on which something happened, nor one that is refused
 * (`not Monday but Tuesday`); today only where nothing else is, or where it is asked for.
 */
export function dayAskedFor(found: readonly Found[], lines: readonly Line[], today: string): Found | undefined {
  const open = found
    .filter(({ value }) => value.slice(0, 10) >= today)
    .map((day) => ({ day, said: saidOf(day, lines[day.span.line]?.text ?? '') }))
    .filter(({ said }) => said === 'asked' || said === 'plain')
  const isToday = ({ value }: Found) => value.slice(0, 10) === today
  const best = open.find(({ said }) => said === 'asked') ?? open.find(({ day }) => !isToday(day)) ?? open[0]
  if (!best) return undefined
  const isOne = open.every(({ day }) => day.value.slice(0, 10) === best.day.value.slice(0, 10))
  return isOne ? best.day : { ...best.day, confidence: Math.min(best.day.confidence, DOUBTED) }
}

/** What the words beside a day say of it: the last before it in its clause, else the first behind it. */
function saidOf({ span: { start, end } }: Found, text: string): Said {
  const [before, behind] = [text.slice(Math.max(0, start - NEAR), start), text.slice(end, end + NEAR)]
  if (REFUSED_BEFORE.test(before) || REFUSED_BEHIND.test(behind)) return 'refused'
  const from = [...before.matchAll(ENDS)].at(-1)
  const to = [...behind.matchAll(ENDS)][0]
  const [own, rest] = [before.slice(from ? from.index : 0), behind.slice(0, to ? to.index : undefined)]
  const last = (pattern: RegExp) => [...own.matchAll(pattern)].at(-1)?.index ?? -1
  const [asked, happened] = [last(ASKED), last(HAPPENED)]
  if (asked >= 0 || happened >= 0) return asked > happened ? 'asked' : 'happened'
  const first = (pattern: RegExp) => [...rest.matchAll(pattern)][0]?.index ?? Number.POSITIVE_INFINITY
  const [wish, past] = [first(ASKED), first(HAPPENED)]
  if (wish === past) return 'plain'
  return wish < past ? 'asked' : 'happened'
}
