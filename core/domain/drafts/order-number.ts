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
