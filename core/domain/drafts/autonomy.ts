import type { Line } from '../extraction/found.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { parseFactor } from '../kernel/decimal.ts'
import { parseMoney } from '../kernel/money.ts'
import { type DraftFields, levelOf } from './fields.ts'
import { isPlainlySaid } from './plainly.ts'
import { sumOfLines } from './sum.ts'

/**
 * How far a machine goes by itself (C-26). L1 proposes where somebody asks, L2 makes a draft of each message that comes in,
 * L3 also makes what is sure of it, inside the house and undone by a click. L4 are the rules that an owner writes himself:
 * reminders, repeated invoices, statements.
 */
export const AUTONOMY_LEVELS = ['L1', 'L2', 'L3'] as const
export type AutonomyLevel = (typeof AUTONOMY_LEVELS)[number]

export interface Autonomy {
  level: AutonomyLevel
  /** Whole units of the money of the business, before tax: what costs more waits for a person. */
  amount_cap: string
}

export const draftsByItself = (level: AutonomyLevel): boolean => level !== 'L1'
const makesByItself = (level: AutonomyLevel): boolean => level === 'L3'

/** Of a flood no more is read by itself: of one sender and of all, within a day. */
export const BY_ITSELF_MAX = { sender: 20, business: 300 } as const

/** What was read, of what it should become. */
interface Read {
  intent: Intent
  intents: readonly { confidence: number }[]
  fields: DraftFields
}

interface Judged extends Read {
  /** The words that it was read from. */
  lines: readonly Line[]
  /** Of a mail. */
  subject: string
  payload: Record<string, unknown>
  edited: readonly string[]
  similar: number
}

interface Standing {
  autonomy: Autonomy
  /** Its sender is proven, and a customer from before. */
  isVouched: boolean
  /** The money of the business. */
  currency: string
}

/** What leaves nothing behind when it is undone, and goes nowhere. */
const REVERSIBLE: readonly Intent[] = ['CREATE_WORK_ITEM', 'DRAFT_QUOTE', 'DRAFT_INVOICE', 'DRAFT_EXPENSE']

/** How a thing is worded: read fairly, a person sees what is meant. */
const WORDING = /^(?:title|description|priority|labels_json\..*|line_items\.\d+\.(?:name|item_id|description|unit))$/u

/** Sure of what it should become, of each figure, day and person; of its wording fairly. */
export function isSure({ intent, intents, fields }: Read): boolean {
  const isFair = Object.entries(fields).every(([path, { confidence }]) => {
    const level = levelOf(confidence)
    return level === 'HIGH' || (level === 'MEDIUM' && WORDING.test(path))
  })
  return isFair && levelOf(intents[0]?.confidence ?? 0) === 'HIGH' && REVERSIBLE.includes(intent)
}

/**
 * Whether a draft becomes its object without a click (H-AI-9, C-26): the owner wished it, it is sure in everything, nobody has
 * touched it, nothing like it is there, its sender is who he says, his words are plain, and each line costs something, within
 * the cap.
 */
export function isMadeByItself(draft: Judged, { autonomy, isVouched, currency }: Standing): boolean {
  const isUntouched = draft.edited.length === 0 && draft.similar === 0
  const isPlain = isPlainlySaid(draft.subject, draft.lines, draft.fields) && isPriced(draft)
  return (
    makesByItself(autonomy.level) &&
    isVouched &&
    isSure(draft) &&
    isUntouched &&
    isPlain &&
    isWithin(draft, autonomy, currency)
  )
}

function isAbove0(rate: unknown): boolean {
  const read = parseFactor(String(rate))
  return read.ok && read.value > 0n
}

/** Each line says what it costs. */
const isPriced = ({ payload: { line_items: lines } }: Judged): boolean =>
  !Array.isArray(lines) || lines.every(({ rate }: { rate?: unknown }) => isAbove0(rate))

function isWithin({ intent, payload }: Judged, { amount_cap }: Autonomy, currency: string): boolean {
  if (intent === 'CREATE_WORK_ITEM') return true
  if (payload.currency !== undefined && payload.currency !== currency) return false
  const [sum, cap] = [sumOf(payload, currency), minorOf(amount_cap, currency)]
  return sum !== null && cap !== null && sum > 0n && sum <= cap
}

const sumOf = ({ line_items: lines, amount }: Record<string, unknown>, currency: string): bigint | null =>
  Array.isArray(lines) ? sumOfLines(lines, currency) : typeof amount === 'string' ? minorOf(amount, currency) : null

function minorOf(amount: string, currency: string): bigint | null {
  const read = parseMoney(amount, currency)
  return read.ok ? read.value : null
}
