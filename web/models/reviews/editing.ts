import { batch, computed, signal } from '@preact/signals'
import type { AiDraft } from '../ai-drafts.ts'
import { fieldErrors } from '../sentences.ts'
import { hasLines, type Place, placesOf, shownAt } from '../suggestion/places.ts'
import {
  cellName,
  payloadOf,
  problemsOf,
  type Touched,
  type TypedLine,
  type Values,
  valueAt,
  valuesOf,
} from '../suggestion/values.ts'
import { isMine } from './lease.ts'
import type { Changed, Review, ReviewQueue } from './queue.ts'

/** What a suggestion of one's own business has besides. */
const asDraft = (review: Review) => ({ ...review, contact: null }) as unknown as AiDraft
/** Amounts are typed with the decimals of its business, not of that of who types. */
const typedValues = (review: Review): Values =>
  valuesOf(asDraft({ ...review, draft_payload: { currency: review.currency, ...review.draft_payload } }))

/** A draft in review as its reviewer corrects it: what is typed is saved before anything is decided. */
export class Correction {
  readonly review
  readonly values
  readonly touched = signal<Touched>(new Set())
  readonly active = signal<string | null>(null)
  readonly saving = signal(false)
  /** He had it in hand, and did not let it go himself. */
  readonly lost = signal(false)
  private isLettingGo = false
  private readonly refused = signal<Record<string, string>>({})
  readonly errors = computed(() => ({
    ...this.refused.value,
    ...problemsOf(asDraft(this.review.value), this.values.value, this.touched.value),
  }))
  private readonly queue: ReviewQueue

  constructor(queue: ReviewQueue, review: Review) {
    this.queue = queue
    this.review = signal(review)
    this.values = signal(typedValues(review))
  }

  /** What the server has now; what was typed since stays. */
  take(next: Changed): void {
    // Taken again it would draw its lines anew, under whoever types into one.
    if (next === this.review.value || next.version < this.review.value.version) return
    batch(() => {
      const now = { ...this.review.value, ...next }
      const isChanged = now.version !== this.review.value.version
      this.lost.value = !isMine(now) && (this.lost.value || (isMine(this.review.value) && !this.isLettingGo))
      this.isLettingGo = false
      this.review.value = now
      if (isChanged && this.touched.value.size === 0) this.values.value = typedValues(now)
    })
  }

  /** That it is his no more is no news to him then. */
  async letGo(): Promise<void> {
    this.isLettingGo = true
    try {
      await this.queue.change(this.review.value, { action: 'release' })
    } catch (error) {
      this.isLettingGo = false
      throw error
    }
  }

  get places(): Place[] {
    return placesOf(asDraft(this.review.value)).filter(({ input }) => input !== 'member')
  }

  type(path: string, text: string): void {
    this.change(path, { texts: { ...this.values.value.texts, [path]: text } })
  }

  typeLine(line: TypedLine, cell: 'name' | 'qty' | 'rate', text: string): void {
    const lines = this.values.value.lines.map((one) => (one.key === line.key ? { ...one, [cell]: text } : one))
    this.change(cellName(line, cell), { lines })
  }

  private change(path: string, changes: Partial<Values>): void {
    batch(() => {
      this.values.value = { ...this.values.value, ...changes }
      this.touched.value = new Set([...this.touched.value, path])
      this.refused.value = {}
    })
  }

  /** How sure the machine is of a value that stands as it proposed it. */
  proposed(path: string) {
    const { fields, edited, draft_payload } = this.review.value
    const field = fields[path]
    const isEdited = edited.some((one) => path === one || path.startsWith(`${one}.`))
    if (!field || isEdited || this.touched.value.has(path)) return null
    return String(valueAt(draft_payload, path)) === field.value ? field : null
  }

  /** A document that is for nobody yet can be approved only: its business knows its customers. */
  get isOfNobody(): boolean {
    const { intent, draft_payload } = this.review.value
    return hasLines(intent) && !draft_payload.contact_id
  }

  /** Where the machine is least sure: there a reviewer begins. */
  get leastSure(): string | null {
    const shown = new Set(this.places.map(({ path }) => path))
    const unsure = Object.entries(this.review.value.fields)
      .map(([path, { confidence }]) => ({ path: shownAt(path), confidence }))
      .filter(({ path }) => shown.has(path) || path.startsWith('line_items.'))
      .toSorted((a, b) => a.confidence - b.confidence)
    return unsure[0]?.path ?? this.places[0]?.path ?? null
  }

  /** Saves what was typed; true when the server has all of it. What it refuses stands at its field. */
  async save(): Promise<boolean> {
    const { review, values, touched } = this
    if (touched.value.size === 0) return true
    if (Object.keys(this.errors.value).length > 0) return false
    const draft_payload = payloadOf(asDraft(review.value), values.value, touched.value)
    this.saving.value = true
    try {
      const saved = await this.queue.change(review.value, { draft_payload })
      this.touched.value = new Set()
      this.take(saved)
      return true
    } catch (error) {
      const errors = Object.entries(fieldErrors(error))
      this.refused.value = Object.fromEntries(
        errors.map(([field, text]) => [shownAt(field.replace(/^draft_payload\./, '')), text]),
      )
      if (errors.length === 0) throw error
      return false
    } finally {
      this.saving.value = false
    }
  }
}
