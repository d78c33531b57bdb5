import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Line } from '../../../core/domain/extraction/found.ts'
import { type ReceiptField, type ReceiptFields, readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { SHARED_DATA } from '../shared-data.ts'
import { SURE } from './words.ts'

interface Scanned {
  id: string
  lines: Line[]
  expected: { company: string; date: string; total: string }
}
const FIELDS = ['date', 'total', 'vendor'] as const
type Field = Extract<ReceiptField, (typeof FIELDS)[number]>

export interface ReceiptScores {
  /** Share that is right: of all, of those that rules were made with, of those that they were not. */
  right: Record<Field, { all: number; seen: number; unseen: number }>
  /** Share of all fields that are sure, and of those what is right. */
  sure: number
  sureRight: number
  /** Of the processor: a machine that does other things, too, is no slower reader. */
  meanMs: number
  wrong: string[]
}

export const scannedReceipts = (): Scanned[] =>
  JSON.parse(readFileSync(join(SHARED_DATA, 'receipts', 'sroie.json'), 'utf8'))

/** Rules were made with one half of the receipts; the other was only counted. */
const isUnseen = ({ id }: Scanned) =>
  Number.parseInt(createHash('sha256').update(id).digest('hex').slice(-2), 16) % 2 === 1

/** As a text has them: below each other. */
export const withoutPlaces = (receipts: readonly Scanned[]): Scanned[] =>
  receipts.map((receipt) => ({ ...receipt, lines: receipt.lines.map(({ text }) => ({ text })) }))

export function scoreReceipts(receipts = scannedReceipts()): ReceiptScores {
  const started = process.cpuUsage()
  const read = receipts.map((receipt) => ({
    receipt,
    fields: readReceipt(receipt.lines, { received: '2026-11-27T12:00:00', country: 'MY' }),
  }))
  const { user, system } = process.cpuUsage(started)
  const meanMs = (user + system) / 1_000 / receipts.length
  const judged = read.flatMap(({ receipt, fields }) =>
    FIELDS.map((field) => ({
      field,
      receipt,
      value: fields[field]?.value,
      isSure: (fields[field]?.confidence ?? 0) >= SURE,
      isRight: isRight(field, receipt.expected, fields),
    })),
  )
  const share = (of: typeof judged) => of.filter(({ isRight }) => isRight).length / of.length
  const rights = FIELDS.map((field) => {
    const all = judged.filter((one) => one.field === field)
    const halves = Object.groupBy(all, ({ receipt }) => (isUnseen(receipt) ? 'unseen' : 'seen'))
    return [field, { all: share(all), seen: share(halves.seen ?? []), unseen: share(halves.unseen ?? []) }] as const
  })
  const sure = judged.filter(({ isSure }) => isSure)
  return {
    right: Object.fromEntries(rights) as ReceiptScores['right'],
    sure: sure.length / judged.length,
    sureRight: share(sure),
    meanMs,
    wrong: judged.flatMap((one) =>
      one.isRight || isUnseen(one.receipt)
        ? []
        : [`${one.receipt.id} ${one.field}: ${one.value}${one.isSure ? ', sure' : ''}`],
    ),
  }
}

const plain = (text: string) => text.toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '')

function isRight(field: Field, { company, date, total }: Scanned['expected'], fields: ReceiptFields): boolean {
  const value = fields[field]?.value
  if (value === undefined) return false
  if (field === 'vendor') return plain(value) === plain(company)
  if (field === 'total') return Number(value) === Number(total.replace(/[^\d.-]/gu, ''))
  return value === isoOf(date)
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'

/** The days of the data are written in many ways, the day before the month. */
function isoOf(written: string): string {
  const iso = (year: string, month: number | string, day: string) =>
    `${year.length === 2 ? `20${year}` : year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  const [, y = '', m = '', d = ''] = /^(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)/u.exec(written) ?? []
  if (y && Number(m) <= 12 && y.startsWith('20')) return iso(y, m, d)
  const [, compactDay, compactMonth, compactYear] = /^(\d\d)(\d\d)(20\d\d)$/u.exec(written) ?? []
  if (compactYear) return iso(compactYear, compactMonth!, compactDay!)
  const [, day = '', month = '', year = ''] =
    /(\d{1,2})[\s\-/.]*(\d{1,2}|[A-Z]{3,9})[\s\-/.,]*(\d{4}|\d{2})/iu.exec(written) ?? []
  const named = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) / 3 + 1
  return iso(year, /\d/u.test(month) ? month : named, day)
}
