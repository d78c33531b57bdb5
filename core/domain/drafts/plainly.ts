import type { Line, Span } from '../extraction/found.ts'
import { lineKindsOf } from '../mail/new-text.ts'
import { isBareOrder } from './bare-order.ts'
import type { DraftFields } from './fields.ts'

/** Number words of several languages, but those that are articles, too. */
const NUMBER_WORDS =
  'half|quarter|dozen|couple|pair|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|' +
  'halb\\p{L}*|anderthalb|\\p{L}*einhalb|dutzend|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\\p{L}*zehn|\\p{L}*zig|\\p{L}*ßig|hundert|tausend|' +
  'demie?|douzaine|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|' +
  'medi[ao]|docena|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinti\\p{L}*|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|mil|par'
/** Digits of every script, too, and signs that are numbers: `３`, `③`, `Ⅲ`. */
const FIGURE = new RegExp(`\\p{N}+|(?<!\\p{L})(?:${NUMBER_WORDS})(?!\\p{L})`, 'giu')

/** Words that take back, repeat, doubt or lower what is said. */
const TURNING =
  /(?<!\p{L})(?:not|no|\p{L}+n['’]t|dont|never|cancel\p{L}*|again|already|wrong|mistake|instead|unless|if|why|thanks for|thank you for|less|minus|discount|off|deduct\p{L}*|deposit|refund|credit|free|except|without|between|nicht|kein\p{L}*|stornier\p{L}*|nochmal\p{L}*|erneut|bereits|schon|falsch|statt|falls|wenn|warum|abzüglich|rabatt|gutschrift|ohne|zwischen|pas|annul\p{L}*|encore|déjà|erreur|faux|au lieu|si|pourquoi|moins|remise|avoir|sans|entre|cancela\p{L}*|otra vez|ya|error|en vez|por qué|menos|descuento|abono|sin)(?!\p{L})/iu

/** How something is called, where it is and who it is for are no figures of it. */
const WORDS = /^(?:title|description|priority|contact_id|line_items\.\d+\.(?:name|item_id|description))$/u

/** The places of the figures of some words that no field was read from. */
export function unreadFigures(lines: readonly Line[], spans: readonly Span[]): Span[] {
  return lines.flatMap(({ text }, line) =>
    [...text.slice(0, LINE_MAX).matchAll(FIGURE)]
      .map(({ index, 0: words }) => ({ line, start: index, end: index + words.length }))
      .filter(({ start, end }) => !spans.some((span) => span.line === line && span.start < end && start < span.end)),
  )
}
const LINE_MAX = 2_000

/**
 * Whether words say what was read of them and nothing that could turn it: each figure that its writer wrote is one of the draft,
 * and no word denies, repeats, doubts or lowers; of prices nothing else is said. A draft that becomes its object without a person must be as plain as that.
 */
export function isPlainlySaid(subject: string, lines: readonly Line[], fields: DraftFields): boolean {
  const kinds = lineKindsOf(lines.map(({ text }) => text))
  const own = lines.map((line, at) => (kinds[at] === 'new' ? line : { text: '' }))
  const spans = Object.entries(fields).flatMap(([path, { span }]) => (span && !WORDS.test(path) ? [span] : []))
  // What nobody reads to its end is not plain.
  const isTurned = [{ text: subject }, ...own].some(({ text }) => text.length > LINE_MAX || TURNING.test(text))
  const isBare =
    !Object.keys(fields).some((path) => path.startsWith('line_items.')) || isBareOrder(subject, own, fields)
  return !isTurned && isBare && unreadFigures(own, spans).length === 0
}
