import type { Line } from '../extraction/found.ts'
import type { DraftField } from './fields.ts'

const NUMBER =
  /(?<!\p{L})(?:p\.?o\.?|purchase order|order (?:no|number)|bestellnummer|bestell-?nr|auftragsnummer|bon de commande|n[ºo°]? de pedido|pedido)\.?(?: ?(?:#|no\.?|nr\.?|number|n°))?[ :]{0,2}(?<number>[A-Z]{0,4}[-/]?\d[\w/-]{1,30})/iu
const LINES_MAX = 200

/** The customer's own number for it: `PO 7741`. */
export function orderNumber(lines: readonly Line[]): DraftField | null {
  for (const [line, { text }] of lines.slice(0, LINES_MAX).entries()) {
    const hit = NUMBER.exec(text.slice(0, 2_000))
    const value = hit?.groups?.number
    if (!hit || !value) continue
    const end = hit.index + hit[0].length
    return { value, confidence: 0.9, span: { line, start: hit.index, end }, origin: 'WORDS' }
  }
  return null
}

const BILL =
  /(?<!\p{L})(?:(?:tax )?(?:invoice|bill|inv|rechnungs?|facture|factura|beleg)[ -]?(?:number|no\.?|nr\.?|nummer|num(?:\.|éro|ero)?|n[°ºo]\.?|#|id)|(?:n(?:um[ée]ro|úmero)|n[°º]\.?) (?:de )?(?:la )?factur[ea]|(?:invoice|facture|factura|rechnung)(?= ?[:#] ?[A-Z]{0,5}-?\d))[ :.#]{0,4}(?<number>[A-Z]{0,6}[-/]?\d[\w/-]{0,30})/iu
const DAY = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/u

/** The number that a supplier gave his bill. */
export function billNumber(lines: readonly Line[]): DraftField | null {
  for (const [line, { text }] of lines.slice(0, LINES_MAX).entries()) {
    const hit = BILL.exec(text.slice(0, 2_000))
    const value = hit?.groups?.number
    if (!hit || !value || DAY.test(value)) continue
    const end = hit.index + hit[0].length
    return { value, confidence: 0.9, span: { line, start: end - value.length, end }, origin: 'WORDS' }
  }
  return null
}
