import type { Found, Line } from '../found.ts'
import { small, words } from './cue.ts'

/** It cannot wait: somebody says so, or it becomes worse while one reads. */
const URGENT = words(
  '(?<!(?:not|no|nothing|non|for|all) )urgent(?:ly)?(?! matters)|asap|a\\.s\\.a\\.p|emergency(?! (?:exit|light|contact|number|kit|plan))|(?<!pay (?:\\w+ )?)(?:immediately|immediate (?:help|attention|action|assistance)|(?<!all )at once)|(?<!no )rush(?: job)|pls hurry|please hurry|right now|as soon as (?:possible|you can|humanly)',
  '(?:someone|somebody|you|u)[^.?!]{0,25} (?:today|tonight|right away|straight away)(?=\\s*[?!])|how (?:fast|soon|quick(?:ly)?) can',
  '(?:smell(?:s|ing)?|reek\\w*) (?:of |like )?(?:\\w+ )?(?:gas|burning|smoke)|on fire|sparks?|sparking|not safe|dangerous',
  'flood(?:ed|ing|s)?|burst|overflow(?:s|ing)?|pouring|(?:filling|filled) (?:up )?with water|water everywhere|floor is soaked|(?:everything|it all|food) (?:will|is going to) (?:spoil|melt)|no (?:hot water|heat(?:ing)?|power|water)(?! bottle)(?=[^.?!]{0,40}(?:kids?|baby|family|tonight|since|at all))',
  '(?:can.?t|cannot) get (?:my|out of|into)(?! the (?:front|back))',
  '(?<!nicht )dringend(?!en fällen)|sofort|eilt|eilig|schnellstmöglich|so schnell wie möglich|so bald wie möglich|notfall|steht[^.?!]{0,15}wasser|überschwemm\\p{L}*|gasgeruch|riecht nach gas',
  '(?<!(?:pas|for|not|no|nothing) )urgente?(?! matters|s? (?:contact|appel))(?!,)|en urgence|au plus vite|dès que possible|le plus (?:vite|tôt|rapidement) possible|inondation|inondé|odeur de gaz|étincelles|(?:peux|peut) plus rentrer',
  'cuanto antes|lo antes posible|inmediatamente|de inmediato|emergencia|urge|inundando|huele a gas|ech(?:a|á)ndo a perder|chispas',
)
/** The sender is not pleased with what he got, or with what he did not get. */
const DISPLEASED = words(
  '(?:formal )?complain(?:t|ts|ing|ed)?|unacceptable|disappoint\\w*|(?:not|un|isn.t|aren.t|less than)[ -]?(?:very |at all |really )?(?:happy|pleased|impressed|satisfied)|furious|(?:so|very|really|extremely) (?:upset|annoyed|frustrated|angry)|frustrat(?:ed|ing)|ridiculous|terrible|awful|the worst|appalling|disgust\\w*|shocking|unprofessional|rude',
  '(?:second|third|fourth|2nd|3rd) time (?:now|this|that|i|we|in)|again and again|nobody (?:has )?(?:came|come|called|showed|turned|seems)|no ?one (?:has )?(?:came|come|called|showed|turned)|(?:didn.?t|never) (?:show|turn|showed|turned|called|came|come)(?: up)?',
  '(?:i|we)(?:.ve| have) been waiting|still (?:waiting|not (?:fixed|working|done|here|painted|finished))|when (?:are|r) (?:you|u) (?:finishing|going to|gonna)|where (?:are|r) (?:you|u)(?!\\w| located| based)|what is going on|last time i use|now left (?:two|three|four|\\d)|stop (?:sending|calling|texting)',
  'money back|want a refund|refund me|solicitor|lawyer|trading standards|bad review|rip ?off|(?:this )?(?:is )?really not what i expected|overcharged',
  'unzufrieden|enttäusch\\p{L}*|frechheit|unverschämt|beschwer\\p{L}*|inakzeptabel|verärgert|sauer|anwalt|niemand (?:gekommen|da|erschienen)|zum (?:zweiten|dritten) mal|geht gar nicht|zumutung',
  '(?:pas|très|vraiment|plutôt) (?:mécontent|déçu|content du tout|énervé|fâché)e?s?|mécontente?s?|déçue?s?|inacceptable|scandaleux|une honte|remboursement|personne (?:n.est|ne s.est|n.a)|réclamation',
  'decepcionad[ao]s?|inaceptable|verg[uü]enza|quejas?|quejar\\p{L}*|indignad[ao]|enfadad[ao]|hart[ao] de|nadie (?:vino|ha venido|apareci[oó])|devoluci[oó]n del dinero|p[eé]sim[oa]|muy molest[ao]',
)
const LINE_MAX = 2_000
const LINES_MAX = 200

/** Whether a message says that it cannot wait, or that its sender is not pleased; the words that say so. */
export function findTone(lines: readonly Line[]): { urgent?: Found; displeased?: Found } {
  const read = lines.slice(0, LINES_MAX)
  const urgent = first(read, URGENT)
  const displeased = first(read, DISPLEASED)
  return { ...(urgent && { urgent }), ...(displeased && { displeased }) }
}

function first(lines: readonly Line[], said: RegExp): Found | undefined {
  for (const [line, { text }] of lines.entries()) {
    const hit = said.exec(small(text.slice(0, LINE_MAX)))
    if (!hit) continue
    const [start, end] = [hit.index, hit.index + hit[0].length]
    return { value: text.slice(start, end), confidence: 0.8, span: { line, start, end } }
  }
  return undefined
}
