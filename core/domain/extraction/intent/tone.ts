import type { Found, Line } from '../found.ts'

const URGENT =
  /(?<!\p{L})(?<!not )(?<!no )(?:urgent(?:ly)?|asap|a\.s\.a\.p|emergency|immediately|right away|straight away|as soon as (?:possible|you can)|today if|tonight|flood(?:ed|ing)|gas smell|smell of gas|no heat(?:ing)?|no (?:hot )?water|no power|dringend|sofort|eilt|eilig|schnellstmöglich|so schnell wie möglich|notfall|urgente?|au plus vite|dès que possible|inondation|cuanto antes|lo antes posible|inmediatamente|emergencia)(?!\p{L})|!{3,}/iu
const DISPLEASED =
  /(?<!\p{L})(?:complain\w*|unacceptable|disappoint\w*|not happy|unhappy|furious|angry|ridiculous|terrible|awful|worst|rubbish|shocking|disgusted|appalling|third time|second time|again and again|still (?:waiting|not (?:fixed|working|done|here))|no ?(?:one|body) (?:came|showed|turned up|called)|didn.?t (?:show|turn) up|never (?:came|showed|called|again)|refund|money back|solicitor|lawyer|trading standards|bad review|overcharged|rip ?off|unzufrieden|enttäusch\w*|frechheit|unverschämt|beschwer\w*|inakzeptabel|verärgert|anwalt|niemand (?:gekommen|da)|zum dritten mal|mécontente?|déçue?|inacceptable|scandaleux|honte|remboursement|personne n.est venu|décepti\w*|decepcionad[ao]|inaceptable|vergüenza|quej\w*|reclam\w*|nadie (?:vino|ha venido)|devoluci[oó]n|molest[ao])(?!\p{L})/iu

/** Whether a message says that it cannot wait, or that its sender is not pleased; the words that say so. */
export function findTone(lines: readonly Line[]): { urgent?: Found; displeased?: Found } {
  const urgent = first(lines, URGENT)
  const displeased = first(lines, DISPLEASED)
  return { ...(urgent && { urgent }), ...(displeased && { displeased }) }
}

function first(lines: readonly Line[], words: RegExp): Found | undefined {
  for (const [line, { text }] of lines.entries()) {
    const hit = words.exec(text.slice(0, 2_000))
    if (hit) return { value: hit[0], confidence: 0.8, span: { line, start: hit.index, end: hit.index + hit[0].length } }
  }
  return undefined
}
