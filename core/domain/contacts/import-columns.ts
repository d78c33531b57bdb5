import { type ColumnTarget, foldHeader, targetOfHeader } from './import-headers.ts'

export interface ImportColumn {
  header: string
  target: ColumnTarget
}

export interface ImportTable {
  columns: ImportColumn[]
  /** Without the row of headers. */
  rows: string[][]
}

const SAMPLES = 50

/**
 * What a file's columns are, by their headers and by what stands below them. A file without headers is told by its first
 * row: an address or a number stands in no header.
 */
export function tableOf(lines: readonly string[][]): ImportTable {
  const [first = []] = lines
  const hasHeaders = !first.some((cell) => isEmail(cell) || isPhone(cell))
  const rows = lines.slice(hasHeaders ? 1 : 0).map((line) => [...line])
  const width = Math.max(0, ...lines.slice(0, SAMPLES).map(({ length }) => length))
  const sample = rows.slice(0, SAMPLES)
  const columns = Array.from({ length: width }, (_, at) => {
    const header = (hasHeaders && first[at]?.trim()) || `Column ${at + 1}`
    return { header, target: targetOfHeader(header) ?? targetOfCells(sample.map((row) => row[at] ?? '')) }
  })
  return { columns, rows }
}

const isEmail = (cell: string) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(cell.trim())
const isPhone = (cell: string) => /^[+(]?\d[\d\s().+/-]{6,}$/.test(cell.trim())

/** What nobody can tell is looked at by a person before it is kept or left out. */
function targetOfCells(cells: readonly string[]): ColumnTarget {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (filled.length === 0) return 'ignore'
  const most = (is: (cell: string) => boolean) => filled.filter(is).length * 2 > filled.length
  if (most(isEmail)) return 'email'
  return most(isPhone) ? 'phone' : 'kept'
}

type Cells = Partial<Record<ImportedField, string>>
type ImportedField = Exclude<ColumnTarget, 'first_name' | 'middle_name' | 'last_name' | 'kept' | 'ignore'>
type CountryOf = (name: string) => string | undefined

/**
 * A row as the fields of a contact. Parts of a name become one, the first mail address and phone number are the contact's and
 * the others are kept in its notes, of several addresses the first that says anything is taken whole.
 */
export function contactOf(columns: readonly ImportColumn[], row: readonly string[], countryOf: CountryOf): Cells {
  const cells = columns.map(({ header, target }, at) => ({ header, target, text: plain(row[at] ?? '') }))
  const textsOf = (target: ColumnTarget) => cells.filter((cell) => cell.target === target && cell.text !== '')
  const first = (target: ColumnTarget) => textsOf(target)[0]?.text ?? ''
  const emails = pointsOf(textsOf('email'))
  const phones = pointsOf([...textsOf('phone')].sort((a, b) => rankOf(a.header) - rankOf(b.header)))
  const address = addressOf(cells)
  const name = nameOf(first('first_name'), first('middle_name'), first('last_name')) || first('display_name')
  const given: Cells = {
    ...address,
    display_name: name || first('company_name') || emails[0]?.text || phones[0]?.text || '',
    company_name: first('company_name'),
    email: emails[0]?.text ?? '',
    phone: phones[0]?.text ?? '',
    country: address.country ? (countryOf(address.country) ?? address.country) : '',
    tax_id: first('tax_id'),
    tags: tagsOf(textsOf('tags').map(({ text }) => text)),
    type: TYPES.find(([words]) => words.test(first('type')))?.[1] ?? '',
    notes: [
      ...textsOf('notes').map(({ text }) => text),
      ...[...emails.slice(1), ...phones.slice(1), ...textsOf('kept')].map(({ header, text }) => `${header}: ${text}`),
    ].join('\n'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== ''))
}

interface Cell {
  header: string
  target: ColumnTarget
  text: string
}

/** A sign that spreadsheets need before what would be a formula (CS1) is none of the text. */
const plain = (text: string) => text.trim().replace(/^'(?=[=+\-@＝＋－＠\t\r])/, '')

/** Several in one cell, as Google and people write them. */
const pointsOf = (cells: readonly Cell[]): Cell[] =>
  cells.flatMap((cell) =>
    cell.text
      .split(/ ::: |[;\n]|,(?=\s*\S+@)/)
      .map((text) => ({ ...cell, text: text.trim() }))
      .filter(({ text }) => text !== ''),
  )

const RANKS = [/mobil|cell|handy|movil|celular|portable|携帯/, /business|work|main|primary|company/]
const rankOf = (header: string) => {
  const rank = RANKS.findIndex((words) => words.test(foldHeader(header)))
  return rank === -1 ? RANKS.length : rank
}

const EASTERN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+$/u

/** In the order of its script: 山田太郎, but Maria da Silva. */
function nameOf(first: string, middle: string, last: string): string {
  const isEastern = first !== '' && last !== '' && EASTERN.test(first) && EASTERN.test(last)
  return isEastern ? `${last} ${first}` : [first, middle, last].filter(Boolean).join(' ')
}

const ADDRESS = ['address_line1', 'address_line2', 'city', 'region', 'postal_code', 'country'] as const
const GROUP = /^(address \d+|business|home|other|billing|shipping|mailing)\b/

function addressOf(cells: readonly Cell[]): Cells {
  const parts = cells.filter((cell) => ADDRESS.some((field) => field === cell.target) && cell.text !== '')
  const groups = Map.groupBy(parts, ({ header }) => GROUP.exec(foldHeader(header))?.[1] ?? '')
  const whole = [...groups.values()].find((group) => group.some(({ target }) => target === 'address_line1')) ?? parts
  const found: Cells = {}
  for (const { target, text } of whole) found[target as (typeof ADDRESS)[number]] ??= text
  const [line1 = '', ...more] = (found.address_line1 ?? '').split(/\r?\n/).map((line) => line.trim())
  const line2 = [...more, found.address_line2 ?? ''].filter(Boolean).join(', ')
  return { ...found, ...(line1 ? { address_line1: line1 } : {}), ...(line2 ? { address_line2: line2 } : {}) }
}

/** Google marks its own groups with a star; they say nothing of a customer. */
const tagsOf = (texts: readonly string[]) =>
  texts
    .flatMap((text) => text.split(/ ::: |[,;\n]/))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '' && !tag.startsWith('* '))
    .join(', ')

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/vendor|supplier|lieferant|fournisseur|proveedor|leverancier|fornitore|仕入/i, 'VENDOR'],
  [/lead|prospect|interessent/i, 'LEAD'],
  [/customer|client|kunde|cliente|klant|顧客|得意先/i, 'CUSTOMER'],
]
