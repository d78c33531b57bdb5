import type { Category } from '../../expenses/categories.ts'
import type { Found } from '../found.ts'
import { folded } from './labels.ts'
import { type Row, spanIn } from './rows.ts'

interface Kind {
  /** How the app calls it; proposed where the business has no word of its own. */
  name: Category
  /** How businesses call it, folded. */
  called: RegExp
  /** Words of vendors and goods, folded. */
  words: RegExp
}

const KINDS: readonly Kind[] = [
  {
    name: 'Vehicle',
    called:
      /fuel|\bgas\b|petrol|kraftstoff|tank|carburant|essence|combustible|gasolin|vehicle|\bcar\b|fahrzeug|kfz|燃料|ガソリン|車/,
    words:
      /\bpetrol|\bdiesel|unleaded|\bfuel|gasoline|\bgas station|\bron ?9[57]|tankstelle|benzin|\bsuper e(?:5|10)|carburant|gazole|\bsp9[58]|gasolinera|gasoil|\bgallons?\b|\btyres?\b|\btires?\b|car wash|auto parts|\bgarage\b|werkstatt|ガソリン|給油/,
  },
  {
    name: 'Meals',
    called: /meal|\bfood|restaurant|entertain|bewirtung|verpflegung|repas|comida|dining|会議費|飲食|接待/,
    words:
      /restaurant|restoran|\bcafe\b|\bcoffee|bistro|kopitiam|kitchen|\bgrill\b|pizz|\bburger|\bsushi|\bramen|\bdiner\b|brasserie|gasthaus|wirtshaus|\bbakery|backerei|boulangerie|panaderia|confectionery|\bmeals?\b|\brice\b|\bnasi\b|\bnoodle|\bteh\b|\bkopi\b|latte|cappuccino|espresso|sandwich|salad|\bbeer\b|\bbier\b|\bpax\b|guest check|\bchicken|弁当|定食|コーヒー|居酒屋|おにぎり/,
  },
  {
    name: 'Office',
    called: /office|station[ae]ry|buro|bureau|fournitures|oficina|papeler|postage|porto|事務|消耗品/,
    words:
      /station[ae]r|\bpaper\b|\bpens?\b|pencil|\bbinder|envelope|\btoner|\bink\b|cartridge|\bnotebook|\bstapl|laminat|photostat|printing|papeterie|papeleria|burobedarf|schreibwaren|kopierpapier|\bbooks?\b|bookstore|\bpostage|\bpost office|\bstamps?\b|\bcourier|parcel|\bfedex|\bdhl\b|briefmarke|la poste|correos|文具|コピー用紙|郵便/,
  },
  {
    name: 'Parts and materials',
    called: /\bparts?\b|material|\bsuppl|baustoff|fournitures|quincaillerie|ferreter|hardware|資材|部品/,
    words:
      /hardware|\bscrews?\b|\bnails?\b|\bbolts?\b|\bpaint\b|\bpvc\b|\bpipes?\b|\bvalve|plumbing|lumber|timber|cement|\btiles?\b|electrical|\bcables?\b|\bkabel\b|\bhose\b|\bcopper\b|baumarkt|schraube|quincaillerie|bricolage|ferreteria|tornillo|ホームセンター/,
  },
  {
    name: 'Tools and equipment',
    called: /\btools?\b|equipment|machine|werkzeug|outillage|herramienta|工具|備品/,
    words: /\btools?\b|\bdrill|\bhammer|\bsaw\b|machinery|werkzeug|bohrmaschine|\boutils?\b|herramienta|工具/,
  },
  {
    name: 'Travel',
    called: /travel|transport|reise|fahrt|deplacement|viaje|parking|\btoll|旅費|交通/,
    words:
      /\bparking|car ?park\b|\btolls?\b|parkhaus|parkplatz|parkschein|\bpeage|aparcamiento|hotel\b|\bmotel|\btaxi|\buber (?:trip|ride|eats|b\.?v|technolog)|uber\.com|airline|airport|boarding|\btrain\b|\brailway|\bsncf\b|\brenfe\b|\bflight|fahrkarte|ubernachtung|chambre|habitacion|タクシー|乗車券|鉄道|駐車|ホテル|宿泊/,
  },
  {
    name: 'Phone and internet',
    called: /phone|telefon|internet|telecom|mobile|通信/,
    words: /telecom|telekom|mobile plan|broadband|\binternet\b|prepaid|top ?up\b|\bsim card/,
  },
  {
    name: 'Insurance',
    called: /insuranc|versicher|assurance|seguro|保険/,
    words: /insurance|versicherung|\bassurance|\bseguros?\b|保険/,
  },
  {
    name: 'Permits and fees',
    called: /permit|\bfees?\b|gebuhr|\btaxe|licen[cs]/,
    words: /\bpermit|licen[cs]e fee|\bcouncil\b|gebuhr|registration fee/,
  },
]

const HEAD_ROWS = 6
/** A name says more of a shop than one of the things in it. */
const HEAD_WEIGHT = 3
const ROWS_MAX = 200

/** The kind of expense that the words of vendor and goods speak for, as the business calls it (`known`, most used first). */
export function categoryOf(rows: readonly Row[], known: readonly string[]): Found | undefined {
  const ranked = KINDS.map((kind) => ({ kind, ...wordsOf(kind, rows) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
  const [best, second] = ranked
  if (!best?.first) return undefined
  const own = known.find((name) => best.kind.called.test(folded(name)))
  const lead = best.points - (second?.points ?? 0)
  const confidence = lead >= HEAD_WEIGHT ? 0.75 : lead > 0 ? 0.55 : 0.35
  const { row, start, end } = best.first
  return { value: own ?? best.kind.name, confidence, span: spanIn(row, start, end) }
}

interface Words {
  points: number
  first?: { row: Row; start: number; end: number }
}

function wordsOf({ words }: Kind, rows: readonly Row[]): Words {
  let result: Words = { points: 0 }
  for (const [at, row] of rows.slice(0, ROWS_MAX).entries()) {
    const found = words.exec(folded(row.text))
    if (!found) continue
    const points = result.points + (at < HEAD_ROWS ? HEAD_WEIGHT : 1)
    result = { points, first: result.first ?? { row, ...placeOf(row, found[0]) } }
  }
  return result
}

/** Where folded words stand in a row; its first piece where folding moved them. */
function placeOf(row: Row, words: string): { start: number; end: number } {
  const start = row.text.toLowerCase().indexOf(words)
  return start < 0 ? { start: 0, end: row.cells[0]?.text.length ?? 0 } : { start, end: start + words.length }
}
