import type { Category } from '../../expenses/categories.ts'
import type { Found } from '../found.ts'
import type { Row } from './rows.ts'

/** What is bought under a category, by words of vendors and of what they sell. The names are those that the app offers. */
const WORDS: readonly (readonly [category: Category, words: RegExp])[] = [
  [
    'Vehicle',
    /\b(?:petrol|diesel|fuel|gasoline|unleaded|petronas|litres?|pump|benzin|super e10|carburant|gazole|gasolina|tyres?|tires?|car wash|workshop|auto parts|garage|werkstatt)\b/iu,
  ],
  [
    'Meals',
    /\b(?:restaurant|restoran|cafe|café|coffee|bistro|kopitiam|kitchen|grill|pizza|burger|bakery|food|nasi|mee|tea|bäckerei|boulangerie|guest check|dine in|table|takeaway|eat in)\b/iu,
  ],
  [
    'Travel',
    /\b(?:parking|hotel|taxi|airlines?|flight|toll|train|railway|uber|grab|fahrkarte|péage|parkhaus|parkplatz)\b/iu,
  ],
  [
    'Office',
    /\b(?:stationery|stationers|books?|paper|printing|photostat|toner|ink|pens?|bürobedarf|papeterie|papelería|post office|postage|courier|dhl|fedex|stamps?|porto|la poste|correos)\b/iu,
  ],
  [
    'Parts and materials',
    /\b(?:hardware|paint|pipe|timber|cement|screws?|bolts?|cable|tiles?|plumbing|electrical|lumber|baumarkt|bricolage|ferretería|copper|valve)\b/iu,
  ],
  ['Tools and equipment', /\b(?:tools?|drill|hammer|saw|werkzeug|outils?|herramientas?)\b/iu],
  ['Insurance', /\b(?:insurance|versicherung|assurance|seguros?)\b/iu],
  ['Permits and fees', /\b(?:permit|licen[cs]e fee|council|gebühr|registration fee)\b/iu],
  ['Phone and internet', /\b(?:telecom|mobile plan|broadband|internet|prepaid|top ?up|telekom)\b/iu],
]
const VENDOR_WORTH = 3

/** What a receipt is for: words of its head say more than those of a line. None where nothing tells. */
export function receiptCategory(rows: readonly Row[], vendorLine: number | undefined): Found | undefined {
  const ranked = WORDS.map(([value, words]) => {
    const hits = rows.flatMap(({ cells }) =>
      cells.flatMap(({ line, text }) => {
        const hit = words.exec(text)
        return hit
          ? [{ line, start: hit.index, end: hit.index + hit[0].length, worth: line === vendorLine ? VENDOR_WORTH : 1 }]
          : []
      }),
    )
    return {
      value,
      score: hits.reduce((sum, { worth }) => sum + worth, 0),
      hit: hits.toSorted((a, b) => b.worth - a.worth)[0],
    }
  }).toSorted((a, b) => b.score - a.score)
  const [best, next] = ranked
  if (!best?.hit || best.score === next?.score) return undefined
  const { line, start, end } = best.hit
  return { value: best.value, confidence: best.score >= 3 ? 0.75 : 0.5, span: { line, start, end } }
}
