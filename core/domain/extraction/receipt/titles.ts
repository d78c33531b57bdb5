import { folded } from './labels.ts'
import type { Row } from './rows.ts'
import type { Sum } from './sums.ts'

/** What a paper is that is called neither a receipt nor an invoice; `returned`: money that came back, or was never taken. */
export type OtherPaper = 'returned' | 'order' | 'quote' | 'statement' | 'payment' | 'delivery'

/** What a paper is called on top. */
const CALLED =
  /^\W*(?:(?:cash |sales |tax |official |customer |simplified |vat )*(?:receipt|invoice|bill|cash bill|guest check)|kassen(?:bon|beleg)|quittung|beleg|rechnung|ticket(?: de caisse)?|reçu|facture|note|recibo|factura(?: simplificada)?|cupom fiscal|nota fiscal|scontrino|ricevuta|fattura|documento commerciale|paragon(?: fiskalny)?|faktura|領収書|レシート|kvitto)(?:\W|$)/iu
export const isCalledReceipt = (rows: readonly Row[]): boolean =>
  rows.slice(0, TITLE_ROWS).some(({ text }) => CALLED.test(text))

const RETURNED_WORDS =
  'refund(?:ed)?|return(?:ed|s)?(?: (?:receipt|slip|note|total|items?))?|credit (?:note|memo|invoice|slip)|void(?:ed)?|cancell?ed|reversal|reversed|declined|refused|not (?:approved|authori[sz]ed)|gutschrift|rechnungskorrektur|storn(?:o|iert|orechnung)|abgelehnt|rucknahme|erstattung|avoir|rembours(?:ement|e)|annule[e]?|refuse?e|nota de (?:credito|abono)|abono|devolucion|reembolso|anulad[oa]|rechazad[oa]|denegad[oa]|nota di credito|reso|rimborso|annullat[oa]|rifiutat[oa]|devolucao|estorno|cancelad[oa]|recusad[oa]|kreditnota|kreditfaktura|retur|creditnota|retour|korekta|faktura korygujaca|zwrot|dobropis|vratka'
const RETURNED = new RegExp(
  `^\\W*(?:${RETURNED_WORDS})(?!\\p{L})|(?<!\\p{L})(?:${RETURNED_WORDS})[^\\p{L}]*$|返品|返金|赤伝|取消`,
  'u',
)
/** What is told to those who may want to bring something back, or counts what nobody did. */
const POLICY =
  /polic|within|days?\b|\bno (?:cash |refund|return)|\bnot? (?:refund|return)|without|exchange|(?:re)?fundable|\bfor (?:a )?(?:refund|return)|\bif\b|\bkeep\b|happy returns|accept|portion|with (?:your )?payment|please|again|\bvoid (?:where|if|unless|after)|oppet kop|\bbei\b|\bohne\b|\bsans\b|\bsin\b/
const OTHERS: readonly (readonly [OtherPaper, RegExp])[] = [
  [
    'order',
    /^\W*(?:purchase order|bestellung\W*$|bon de commande|orden de compra|pedido de compra|ordine d'acquisto|inkooporder|zamowienie\W*$|注文書|発注書)/,
  ],
  [
    'quote',
    /^\W*(?:(?:sales |price |our )?(?:quotation|quote|estimate)(?!d)|(?:kostenvor)?anschlag|angebot|devis|presupuesto|cotizacion|preventivo|orcamento|offerte|oferta\W*$|tilbud|offert\W*$|nabidka|pro ?-?forma|見積書|御見積)/,
  ],
  [
    'statement',
    /^\W*(?:(?:bank|account|customer|card|credit card|supplier|monthly) statement|statement(?: of accounts?)?\W*$|kontoauszug|releve (?:de compte|bancaire)|extracto (?:bancario|de cuenta)|estado de cuenta|estratto conto|extrato|rekeningafschrift|kontoutdrag|kontoudtog|kontoutskrift|wyciag)/,
  ],
  [
    'payment',
    /^\W*(?:remittance|payment advice|pay to\b|pay against|zahlungsavis|avis de (?:paiement|virement|reglement)|aviso de pago|avviso di pagamento|betaaladvies|betalingsavis|we have paid|支払通知)/,
  ],
  [
    'delivery',
    /^\W*(?:delivery (?:note|slip|order)|packing (?:slip|list)|lieferschein|bon de livraison|albaran|documento di trasporto|pakbon|folgeseddel|foljesedel|dodaci list|納品書)/,
  ],
]

const TITLE_ROWS = 8
const WORDS_MAX = 9
const WORDS_OF_RETURN_MAX = 6
const MONEY = /\d[.,]\d\d(?!\d)/

/** What a paper is called that is no receipt: in its first rows before anything calls it one, or wherever money comes back. */
export function otherPaper(rows: readonly Row[], sums: readonly Sum[]): OtherPaper | undefined {
  const words = rows.map(({ text }) => folded(text))
  const isTotal = (at: number) => sums.some((sum) => sum.at === at && OF_ALL.has(sum.kind))
  if (words.some((text, at) => isReturned(text) && (!MONEY.test(text) || isTotal(at)))) return 'returned'
  for (const [at, text] of words.slice(0, TITLE_ROWS).entries()) {
    const other = OTHERS.find(([, called]) => !MONEY.test(text) && wordsIn(text) <= WORDS_MAX && called.test(text))
    if (other) return other[0]
    if (CALLED.test(rows[at]?.text ?? '')) return undefined
  }
  return undefined
}

const OF_ALL: ReadonlySet<string> = new Set(['grand', 'total', 'amount', 'paid'])
const isReturned = (text: string): boolean =>
  text.length < 80 && wordsIn(text) <= WORDS_OF_RETURN_MAX && RETURNED.test(text) && !POLICY.test(text)
const wordsIn = (text: string): number => text.match(/\p{L}{2,}/gu)?.length ?? 0
