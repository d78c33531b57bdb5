import { type Cue, cue } from './cue.ts'

// Own costs: a receipt that was sent on, a supplier's bill with its sums, what somebody of the house paid.

const FIGURE = '(?:\\p{Sc} ?\\d|\\d+[.,]\\d\\d(?!\\d)|\\d+ ?(?:€|£|euros?|quid|bucks|dollars|pesos|franken|chf|eur))'

const PRINTED: Cue[] = [
  cue(
    'DRAFT_EXPENSE',
    9.3,
    `^\\s*>? ?(?:(?:grand |air |order |amount |invoice )?total|sub-?total|amount (?:due|paid|charged)|balance due|vat|gst|hst|sales tax|goods|freight|carriage)\\b[^\\n]{0,24}\\d+[.,]\\d\\d`,
    `(?:you paid|you have been charged|amount (?:charged|paid)|payment (?:method|received)?:|paid (?:with|by|via)|card ending|charged to) ?(?:your )?(?:\\p{Sc} ?\\d|visa|mastercard|amex|card|paypal|apple pay|\\p{L}+ (?:ending|x|\\*))`,
    '(?:remit|please pay) to|ship(?:ped)? date|bill(?:ed)? to:|sold to:|(?:invoice|order|receipt|booking) ?(?:#|no\\.?|number|ref)[: ] ?\\p{L}*-?\\d|net (?:7|14|15|30|60)|payment terms|e-?ticket|itinerary',
    '(?:our|this) invoice (?:no|number|ref|#|\\p{L}*-?\\d)|please quote (?:the|this|your) (?:document|invoice|account|reference)|(?:your|the) (?:next )?(?:bill|invoice|statement|renewal|premium)[^.?!\\n]{0,20} (?:is ready|is now available|will be (?:taken|collected|charged|withdrawn)|for (?:january|february|march|april|may|june|july|august|september|october|november|december))',
    '(?:will be|has been|was) (?:withdrawn|taken|collected|deducted|renewed automatically|auto-?renewed)',
  ),
  cue(
    'DRAFT_EXPENSE',
    9.3,
    '^\\s*>? ?(?:gesamt(?:betrag|summe)?|summe|endbetrag|rechnungsbetrag|zwischensumme|zu zahlen|netto(?:betrag)?|brutto|mwst|ust|zzgl|inkl)\\.?\\b[^\\n]{0,24}\\d+[.,]\\d\\d',
    '(?:unsere|anliegende|beiliegende)r? rechnung|(?:wird|wurde|werden) (?:von ihrem konto |am [^.?!\\n]{1,20})?(?:abgebucht|eingezogen|belastet)|per (?:sepa|lastschrift)|zahlungsart|bezahlt mit|ihr(?:e)? (?:beleg|buchung|ticket|fahrkarte|monatsrechnung|abrechnung|beitrag)',
    '^\\s*>? ?(?:total|sous-?total|montant|net à payer|tva|ht|ttc)\\b[^\\n]{0,24}\\d+[.,]\\d\\d|(?:sera|a été|été) (?:prélevé|débité)e?|(?:notre|nos) factures?|votre (?:reçu|facture|échéance|avis d.échéance|billet|réservation)[^.?!\\n]{0,40}(?:\\d|disponible|jointe|en ligne)',
    '^\\s*>? ?(?:total|subtotal|base imponible|iva|importe|neto|monto)\\b[^\\n]{0,24}\\d+[.,]\\d|(?:se )?(?:cargar[aá]|cargado|debitar[aá]|domiciliad[oa])|(?:nuestra|adjunta la) factura|su (?:recibo|factura|boleto|reserva)[^.?!\\n]{0,30}(?:disponible|adjunt)\\p{L}*',
  ),
]

const PAID: Cue[] = [
  cue(
    'DRAFT_EXPENSE',
    7.8,
    `(?:had to (?:get|buy|pay|grab)|picked up|bought|paid|grabbed|spent|stopped (?:at|in|off)|popped (?:in|into|to)|nipped (?:in|into|to)|filled (?:up|the)|topped up|cost me|set me back|hired|ordered|renewed)[^?!\\n]{0,90}${FIGURE}`,
    `${FIGURE}[^?!\\n]{0,60}(?:bought|at (?:the )?(?:store|shop|depot|pump|till|garage|station)|slip|docket|receipts?|from (?:the )?(?:merchant|wholesaler|suppl\\p{L}+)|for (?:the )?(?:van|truck|car|fuel|gas|petrol|diesel|parking|lunch))`,
    '(?:receipts?|slip|docket|stub)s? (?:is |are |was )?(?:in|on|under|left|attached|stuck|behind|below|with) (?:the|my|ur|your|a)|(?:for|in|on) the books|(?:put|run|pop|stick) (?:this|it|that|these) (?:through|thru|down)(?: for me| as| on| for)?|(?:where|what)(?:.?s| does| do) (?:that|this|it)? ?(?:go|go under|come under)\\b|business lunch|client (?:lunch|dinner|coffee)|(?:company|business|work|firm.s) (?:card|visa|amex|account)',
    '(?:paid|gave|slipped) (?:\\p{L}+ ){0,3}\\d[\\d.,]* (?:in )?cash|\\d[\\d.,]* (?:in )?cash (?:to|for|at)',
    '^(?:fuel|gas|petrol|diesel|parking|tolls?|toll|mileage|lunch|materials|supplies|postage|train|taxi|uber|hotel|tow|skip|dump|tip run|screws|paint|timber|lumber)[^?!\\n]{0,50}\\d',
  ),
  cue(
    'DRAFT_EXPENSE',
    7.8,
    `(?:gekauft|geholt|besorgt|bezahlt|getankt|ausgelegt|mitgenommen|nachgekauft|tanken|bauhaus|baumarkt|obi|hornbach|großhandel|tankstelle)[^?!\\n]{0,60}(?:${FIGURE}|\\d+,\\d\\d)|(?:${FIGURE})[^?!\\n]{0,60}(?:gekauft|geholt|besorgt|getankt|ausgelegt|baumarkt|tankstelle)`,
    '(?:zettel|bon|beleg|quittung|kassenbon)s? (?:liegt|ist|sind|liegen|im|in|hab|habe|dabei|anbei|kommt)|(?:bitte )?(?:verbuchen|absetzen|einbuchen|erfassen als)|mit (?:ec|der karte|karte|firmenkarte|kreditkarte|bar)(?: karte)?|bar bezahlt|(?:spesen|auslagen|bewirtung|kilometergeld)',
    `(?:achet|pris|pay|fait le plein|récupér|dépens)\\p{L}*[^?!\\n]{0,70}${FIGURE}|${FIGURE}[^?!\\n]{0,50}(?:en espèces|cb|par carte|leroy|point p|brico\\p{L}*|quincaillerie|station)`,
    '(?:ticket|reçu|facturette)s? (?:est |sont )?(?:dans|sur|avec|en photo|ci-joint|de caisse)|à passer en (?:frais|charge|compta)|note de frais|frais de (?:déplacement|repas|parking)',
    `(?:compr|gast|pagu|cargu|ech|llen)(?:[eé]|amos|o|[oó])\\b[^?!\\n]{0,70}(?:${FIGURE}|\\d{2,}(?:[.,]\\d+)?)|${FIGURE}[^?!\\n]{0,50}(?:en efectivo|gasolina|nafta|ferreter[ií]a|con (?:la )?tarjeta)`,
    '(?:ticket|recibo|boleta|comprobante|vale) (?:est[aá]|en la|en el|qued[oó]|lo tengo|lo dej[eé])|(?:para|a) (?:los )?gastos|vi[aá]ticos|como gasto',
  ),
]

export const SPENDING: readonly Cue[] = [...PRINTED, ...PAID]
