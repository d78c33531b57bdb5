import type { Found } from '../found.ts'
import { moneyIn } from './money.ts'
import type { Row } from './rows.ts'

/** Rows of the head of a paper; a name further down is somebody else's. */
const HEAD_ROWS = 9

/** What a firm is before the law: the surest sign of a name. */
const LEGAL =
  /(?<!\p{L})(?:s(?:dn|on|en)\.?\s*b[hn][dno0]|s\/b|bhd|ltd|limited|llc|llp|inc|corp(?:oration)?|gmbh|ag|kg|ohg|ug|e\.k|sarl|sas|s\.?a\.?r\.?l|s\.l|s\.a|plc|pty)(?!\p{L})|株式会社|有限会社/iu
/** Words that names of shops have. */
const TRADE =
  /(?<!\p{L})(?:enterprise|ent|trading|perniagaan|syarikat|kedai|pasaraya|restoran|restaurant|resto|company|co|stores?|stationery|stationers|mart|market|mini ?market|supermarket|hypermarket|hardware|pharmacy|farmasi|clinic|klinik|bakery|confectionery|cafe|café|coffee|bistro|kitchen|grill|pizza|deli|hotel|station|petrol|services?|industries|industrial|motor|auto|books?|shop|house|centre|center|gallery|gift|deco|fashion|boutique|supply|supplies|electrical|holdings?|elektro|handel|markt|bäckerei|apotheke|boulangerie|boucherie|pharmacie|farmacia|ferretería|panadería|parking)(?!\p{L})/iu
const OWNER = /^\W*(?:owned|operated|managed)\s*by\W*|^\W*dimiliki(?:\s*oleh)?\W*/iu

const NO_NAME =
  /^(?:[^\p{L}]*|\W*\(?(?:co(?:mpany)?|reg|roc|gst|business|brn|vat|tax|ust|steuer|siret|nif|cif|st)?\.?\s*(?:reg(?:istration)?)?\.?\s*(?:no|id|nr|number)\b.*|\(?\s*\d{4,}\s*-?\s*[a-z]?\s*\)?|.*\b(?:tax invoice|invoice|receipt|cash bill|bill|rechnung|quittung|kassenbon|facture|ticket|factura|recibo|duplicate|copy|reprint|welcome|thank you|領収書|レシート)\b\W*(?:no\b.*|\d.*)?|.*(?:thank ?you|welcome|visit us|come again).*|cash(?: sale)?|tunai)$/iu
const ADDRESS =
  /^\W*(?:no\.?\s?[:.]?\s?\d|lot|unit|suite|level|blok|block|ground floor|jalan|jln|lorong|persiaran|taman|tmn|kampung|bandar|\d{1,5}[a-z]?[\s,]+(?:\p{L}+\s){0,3}(?:st|street|ave|avenue|rd|road|blvd|dr|drive|lane|way)\b|.*\bstr(?:aße|\.)\s?\d|\d{4,6}\s\p{L}|rue|calle|avenue|avda|〒)|.*\b(?:selangor|johor|kuala lumpur|penang)\b/iu
const CONTACT = /\b(?:tel|telp|phone|fax|hotline|h\/p|email|e-mail|www|http)\b|\.com\b|@/iu

interface Head {
  text: string
  line: number
  at: number
  length: number
}

/** Who sold it: of the first rows the one with a word of a firm, else the first that is a name at all; known vendors before all. */
export function receiptVendor(rows: readonly Row[], known: readonly string[]): Found | undefined {
  const taught = rows
    .slice(0, HEAD_ROWS * 2)
    .flatMap((row) => row.cells)
    .find(({ text }) => knownAs(text, known))
  if (taught) {
    const value = knownAs(taught.text, known) as string
    return { value, confidence: 0.97, span: { line: taught.line, start: 0, end: taught.text.length } }
  }
  const head = namesOf(rows)
  const ranked = head
    .map((one) => ({ one, score: signsOf(one) }))
    .toSorted((a, b) => b.score - a.score || a.one.at - b.one.at)
  const [best] = ranked
  if (!best) return undefined
  const { one, score } = best
  const isFirst = one === head[0]
  const confidence = score >= 3 && isFirst ? 0.9 : score >= 3 ? 0.8 : score >= 2 && isFirst ? 0.75 : 0.5
  return { value: cleaned(one.text), confidence, span: { line: one.line, start: 0, end: one.length } }
}

const signsOf = ({ text }: Head) => (LEGAL.test(text) ? 3 : TRADE.test(text) ? 2 : / & /u.test(text) ? 1 : 0)

/** The names of the head, each with what goes on in the rows below it: `ACE HARDWARE`, `SDN BHD`. */
function namesOf(rows: readonly Row[]): Head[] {
  const names: Head[] = []
  for (const [at, row] of rows.slice(0, HEAD_ROWS).entries()) {
    const [cell] = row.cells
    if (moneyIn(row.text).length > 0) break
    if (!cell || !isName(row.text)) continue
    const above = names.at(-1)
    if (above && above.at === at - 1 && goesOn(above.text, row.text))
      names[names.length - 1] = { ...above, text: `${above.text} ${row.text}`, at }
    else names.push({ text: row.text.replace(OWNER, ''), line: cell.line, at, length: cell.text.length })
  }
  return names
}

/** Whether a row is the rest of the name above it. */
function goesOn(above: string, text: string): boolean {
  if (/[&,(]\s*$|\([^)]*$/u.test(above) || /^\s*&/u.test(text)) return true
  return !LEGAL.test(above) && REST.test(text)
}
const REST = /^\W*(?:sdn|bhd|s\/b|co\b|ltd|llc|gmbh|inc\b|enterprise|trading|holdings?|\(m\)|\(malaysia\))/iu
const isName = (text: string) =>
  /\p{L}{2}|[\p{sc=Han}\p{sc=Katakana}]/u.test(text) &&
  !NO_NAME.test(text) &&
  !ADDRESS.test(text) &&
  !CONTACT.test(text)

/** Without the number of its register, and the end of a firm as it is written. */
function cleaned(text: string): string {
  return text
    .replace(/\s*[([]\s*(?:co\.?\s*(?:reg)?\.?\s*(?:no)?\.?:?\s*)?[\d\s]{4,}-?\s*\p{L}?\s*[)\]]?\s*.*$/iu, '')
    .replace(/\s+\d{5,}\s*-?\s*\p{L}\b.*$/iu, '')
    .replace(/\bSDN\.?\s*B[HN]?[DN0O]\b/iu, 'SDN BHD')
    .trim()
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
/** Of the vendors that the business knows the one whose name stands in a line. */
const knownAs = (text: string, known: readonly string[]) => {
  const words = plain(text)
  return known.find((name) => plain(name).length >= 4 && words.includes(plain(name)))
}
