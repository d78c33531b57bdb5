import type { Found, Line } from '../found.ts'
import { small, words } from './cue.ts'

const SUM = '(?:\\p{Sc} ?\\d[\\d.,]*|\\d[\\d.,]* ?(?:\\p{Sc}|euros?|eur|dollars|bucks|quid|pounds|pesos|francs?|chf))'

const PAID: readonly RegExp[] = [
  words(
    '(?:i|we)(?:.ve| have)? (?:just |already |now )*(?:paid|settled|cleared) (?:off )?(?:inv\\S*|invoice|bill|your (?:invoice|bill)|(?:the|my|our) (?:invoice|bill|balance))(?![^.?!\\n]{0,25} (?:from|of|for (?:our|the) (?:van|shop|office)))|(?:just |have )paid your (?:invoice|bill)',
    `(?:sent|transferred|e-?transferred|wired|venmo.?d|zelled) (?:you|u) (?:the |over )?${SUM}`,
    `(?:paid|sent|transferred)[^.?!\\n]{0,25} inv-?\\d+`,
    '(?:payment|money|transfer)(?: for (?:inv\\S*|your invoice)\\S*)? (?:is|has been|was|should be) (?:made|sent|with you|in your account|on its way)',
  ),
  words(
    '(?:eure|ihre|deine|die) rechnung(?: \\S+| vom \\S+)? (?:ist |hab(?:e)? ich |wurde |haben wir )?(?:heute |gestern |gerade |soeben |eben |schon )*(?:überwiesen|bezahlt|beglichen|angewiesen)|hab(?:e)? (?:ich )?(?:eure|ihre|deine|die) rechnung[^.?!\\n]{0,25} (?:überwiesen|bezahlt|beglichen|angewiesen)|(?:geld|betrag|überweisung) ist (?:raus|unterwegs|angewiesen)',
  ),
  words(
    '(?:viens de |ai |avons |vient d.être )(?:régler|réglé|payer|payé|virer|viré|réglée|payée)[^.?!\\n]{0,12} (?:la|votre|ta|ma) facture(?! (?:de|d.|du|chez))|virement (?:est )?(?:fait|effectué|parti)|(?:votre|ta) facture (?:est|a été) (?:réglée|payée)',
  ),
  words(
    '(?:les|le|te) (?:acabo de )?(?:transferí|transferir|deposité|depositar|aboné|abonar|pagué|pagar)[^.?!\\n]{0,25} (?:factura|lo de|los? \\d)|(?:transferencia|pago|depósito) (?:ya )?(?:está )?(?:hecha?|realizad[ao]|enviad[ao])',
  ),
]

/** Whoever asks, doubts or pays a part wants something. */
const WANTS =
  /\?|(?<!\p{L})(?:please|pls|kindly|confirm|check|reminder|still|half|rest|part of|receipt|bitte|mahnung|erinnerung|rest|beleg|svp|merci de|relance|rappel|solde|reçu|por favor|confirm\p{L}*|recordatorio|resto|mitad|recibo)(?!\p{L})/u

/** Where a customer tells that he paid what he was billed, and nothing else: no cost of the business, and nothing to draft. */
export function paidUs(lines: readonly Line[]): Found['span'] | undefined {
  const read = lines.map(({ text }) => small(text.slice(0, 2_000)))
  if (read.join(' ').length > 400 || read.some((text) => WANTS.test(text))) return undefined
  for (const [line, text] of read.entries()) {
    const hit = PAID.map((said) => said.exec(text)).find((found) => found)
    if (hit) return { line, start: hit.index, end: hit.index + hit[0].length }
  }
  return undefined
}
