// What a row says of the sum in it, in the languages that our customers' receipts are written in.

/** `grand`: surely what is paid in all; `total`: probably; `none`: nothing that is known. */
export type Kind =
  | 'grand'
  | 'total'
  | 'amount'
  | 'subtotal'
  | 'tax'
  | 'service'
  | 'rounding'
  | 'discount'
  | 'paid'
  | 'change'
  | 'count'
  | 'none'

const ROUNDING =
  /ro?un? ?[dr]+ ?ing|\bround(?:ed|ing)? ?(?:adj|amt|off|amount|diff)|\bround\b|\brnd\b|\badj(?:ust|$|\W)|rundung|arrondi|redondeo|pembulatan|afronding|avrund|zaokr|zaokrouhl|arredond|端数/
const AFTER_ROUNDING =
  /round ?e?d? (?:total|amt)|total.{0,20}round|(?:after|atf|aft|incl\w*) (?:ro?u?nd|adj)|total.{0,16}adj/
const CHANGE =
  /\bchange\b|\bchg\b|\bbaki\b|ruckgeld|wechselgeld|\bzuruck\b|\brendu\b|\bcambio\b|\bvuelto\b|\bresto\b|\btroco\b|\breszta\b|\bvaxel\b|byttepenge|vekslepenger|wisselgeld|\bvracen[oi]\b|釣/
const PAID =
  /\bcash\b|\btunai\b|\bvisa\b|master ?card|\bmaster\b|\bamex\b|american express|\bdebit\b|credit|\bcard\b|\bpaid\b|payment|^pay\b|\bpay by|tender|\beftpos\b|\bgegeben\b|\bbar\b|girocard|ec-?karte|\bkarte\b|especes?\b|carte bancaire|\bcb\b|\bcarte\b|efectivo|tarjeta|entregado|dinheiro|cartao|contant[ie]?\b|carta di credito|bancomat|pagato|kontant|gotowka|karta|hotovost|betaald met|\bpix\b|e-?wallet|paypal|apple pay|google pay|お?預|現金|クレジット/
const PAYABLE =
  /payable|total|\bdue\b|\bto pay\b|to be paid|zu zahlen|a payer|a pagar|te betalen|at betale|att betala|do zap[lł]aty|da pagare/
const SUBTOTAL =
  /\bsub ?-? ?t|\bsttl\b|\bexcl|\bex\b|\bexc\b|\bbefore\b|without|zwischensumme|sous ?-? ?total|\bht\b|hors tax|\bnetto\b|base imponible|\bbase\b|imponibile|subtotaal|delsum|mellomsum|mezisoucet|小計|\bgross\b|税抜|taxable/
const TAX =
  /\b(?:[csi]|ut)?gst\b|\bcess\b|\bg\.s\.t|\bvat\b|\btax(?:es)?\b|\bsst\b|\bhst\b|\bpst\b|\bqst\b|\bmwst\b|\bust\b|mehrwertsteuer|umsatzsteuer|\btva\b|\btps\b|\btvq\b|\biva\b|\bigic\b|\bbtw\b|\bmoms\b|\bmva\b|\bdph\b|\bafa\b|\bptu\b|podatek|imposto|imposta|\bicms\b|\biss\b|消費税|内税|外税|\d ?%税|税額/
const SERVICE =
  /service (?:ch|tax)|serv\w* ?(?:chg|charge)|\bsv[rc]\b|\bsrv\b|\bsc\b|\btips?\b|gratuity|trinkgeld|pourboire|propina|gorjeta|napiwek|drikkepenge|\bdricks\b|\bmancia\b|\bfooi\b|coperto|servizio|servicio|servico|delivery|bottle deposit|サービス料/
const DISCOUNT =
  /disc(?:ount)?\b|rabatt?\b|remise|descuento|desconto|sconto|korting|\bsleva\b|upust|coupon|voucher|値引|割引/
const COUNT =
  /\bqty\b|quantity|\bitems?\b|\bltem|\bcount\b|\bpcs?\b|\bpoints?\b|saving|\bpax\b|\bunits?\b|opening|closing|average|\bumsatz\b|artikel|点数|対象|you saved|\bmember/
const GRAND =
  /grand ?total|n[e]tt? ?total|total (?:due|payable|amount due|to pay|paid|eur|usd|gbp|rm|\(?rm|\(?myr|incl|\(?incl|\(?gst incl|ttc|general)|total.{0,24}(?:incl|payable)|(?:amount|balance|total) (?:due|payable|owing)|to be paid|amt payable|to pay\b|gesamt|(?:rechnungs|end|zahl|brutto)(?:summe|preis|betrag)|zu zahlen|endbetrag|\bsumme\b|rechnungsbetrag|net a payer|a payer|total a pagar|importe total|totale? complessivo|valor total|total geral|da pagare|te betalen|at betale|att betala|a betale|\bi alt\b|do zap[lł]aty|k uhrade|\bsuma\b|\bsumma\b|razem|celkem|yhteensa|osszesen|fizetendo|toplam|合計|総額|お会計|請求額/
const TOTAL =
  /\btotal|\btota[l1i]\b|\bttl\b|\bnett?\b|jumlah|\bimporte\b|\bmontant\b|\bbetrag\b|totale\b|\btotaa?l|\bvalor\b|\bkwota\b|\bbelop\b|bel[øo]b|\bimporto\b/
const AMOUNT = /\bam(?:oun)?t\b|\bdue\b|\bsales?\b|balance/
const TIP = /\btips?\b|gratuity|trinkgeld|pourboire|propina|gorjeta|napiwek|drikkepenge|\bdricks\b|\bmancia\b|\bfooi\b/
/** What was given, not what is proposed: `Suggested tip`, `Tip 18 %`. */
export const isTip = (label: string): boolean =>
  TIP.test(label) && !/suggest|recommend|guide|%|incl|optional/.test(label)
/** What is given as a surety, or was before: no total, whoever gives it back. */
const DEPOSIT = /deposit|kaution|anzahlung|acompte|anticipo|caucao|borg\b|fianza/
const REFUND = /refund|erstattung|rembours|reembolso|devolucion|返金|返品/

/** No label is longer; whoever writes sentences gives no receipt. */
const WORDS_MAX = 8

/** Small letters without accents; digits that stand among letters are the letters that they look like. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/(?<=[a-z])0(?=[a-z])/g, 'o')
    .replace(/(?<=[a-z])1(?=[a-z]|\b)/g, 'l')
    .replace(/[\s_*:;#]+/g, ' ')
    .trim()

/** What a row with such words (folded) says of its sum. The order is the rule: the first that fits counts. */
export function kindOf(label: string): Kind {
  if ((label.match(/\p{L}{2,}/gu) ?? []).length > WORDS_MAX) return 'none'
  if (AFTER_ROUNDING.test(label)) return 'grand'
  if (ROUNDING.test(label)) return 'rounding'
  if (CHANGE.test(label)) return 'change'
  if (/\bsub ?-? ?tot/.test(label)) return 'subtotal'
  if (COUNT.test(label) && !isInclusive(label)) return 'count'
  if (isOfTax(label)) return 'tax'
  if (SUBTOTAL.test(label) && !isInclusive(label)) return 'subtotal'
  if (DISCOUNT.test(label)) return 'discount'
  if (SERVICE.test(label)) return 'service'
  if (PAID.test(label) && !PAYABLE.test(label)) return 'paid'
  if (DEPOSIT.test(label) && !PAYABLE.test(label)) return 'none'
  if (GRAND.test(label)) return 'grand'
  if (TOTAL.test(label) || REFUND.test(label)) return 'total'
  return AMOUNT.test(label) ? 'amount' : 'none'
}

const isInclusive = (label: string): boolean =>
  /incl|payable|\bttc\b|税込/.test(label) && /tota+l|sales|amt|合計/.test(label)

/** `GST 6%`, `TOTAL TAX`, `GST INCLUDED IN TOTAL`; not `TOTAL INCL. GST`, nor `TOTAL BEFORE TAX`. */
function isOfTax(label: string): boolean {
  const tax = TAX.exec(label)
  if (!tax || /\bservice tax\b/.test(label.slice(0, tax.index + tax[0].length)) || /svr/.test(label)) return false
  const before = label.slice(0, tax.index).replace(/sales $/, '')
  if (/before|\bexc?l?|without|\bht\b|net of|subtotal|sub total/.test(before)) return false
  const total = /tota+l|sales|summe|\bamt\b|amount|payable|due|合計|nett?\b/.exec(before)
  if (!total) return !/^\W*(?:ex|excl\w*|incl\w*)\b/.test(label.slice(tax.index + tax[0].length)) || !TOTAL.test(label)
  return (
    !/incl|with|\bw\/|after|plus|\+|includ/.test(before.slice(total.index)) &&
    /total ?\W{0,2}$|amount of ?$/.test(before)
  )
}

/** Behind such a row the sums stand again, by rate. */
export const isSummary = (label: string): boolean =>
  /(?:gst|tax|vat|sst|mwst|tva|iva) ?(?:summ|analysis|breakdown|details?|code|rate)|\bsummary\b|steuersatz|taux tva|(?:steuer|mwst|ust|tva|iva) ?%|(?:netto|\bht) (?:steuer|mwst|ust|tva)/.test(
    label,
  ) && !/total/.test(label)
