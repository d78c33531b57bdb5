import { batch, computed, signal } from '@preact/signals'
import { type ApiError, get, patch } from '../../api.ts'
import type { Body, Data } from '../../routes.ts'
import { isStatus } from '../sentences.ts'
import { showToast } from '../toasts.ts'
import { DEED_STATUS, type Decision, decisionOf } from './decision.ts'
import { type Counts, counted, leftOf } from './listed.ts'
import { endedWords, isHeld, type Latest, whyNot } from './refusals.ts'

export type Review = Data<'get', '/v1/ops/ai-drafts/:id'>
/** What comes of a change: its source is as it was. */
export type Changed = Data<'patch', '/v1/ops/ai-drafts/:id'>
export type ReviewSummary = Data<'get', '/v1/ops/ai-drafts'>[number]
export type Change = Omit<Body<'patch', '/v1/ops/ai-drafts/:id'>, 'if_match_version'>
export type Deed = 'apply' | 'approve' | 'reject'
export type Filters = Readonly<Record<'tenant_id' | 'confidence' | 'intent' | 'waiting_minutes', string | undefined>>

const PAGE = 50
const PAGE_MAX = 100

/** What waits for a review in all the businesses that let somebody review, and what became of it here. */
export class ReviewQueue {
  readonly rows = signal<readonly ReviewSummary[] | null>(null)
  /** How much of all that waits the filters leave. */
  readonly counts = signal<Counts | null>(null)
  readonly error = signal<unknown>(null)
  readonly hasMore = signal(false)
  /** What is open, once it has come. */
  readonly open = signal<Review | null>(null)
  readonly openError = signal<unknown>(null)
  /** On the way to the server: whoever pressed the key has gone on to the next. */
  readonly deciding = signal<ReadonlyMap<string, Deed>>(new Map())
  /** Why one came back. */
  readonly refused = signal<ReadonlyMap<string, string>>(new Map())
  readonly doneHere = signal(0)
  /** Saves what was typed into what is open; false where it cannot be. */
  saveOpen: () => Promise<boolean> = async () => true
  /** A decision is on its way back. */
  readonly undoing = signal(false)
  private readonly last = signal<Decision | null>(null)
  /** That of what is open, else the last one of this page. */
  readonly undoable = computed<Decision | null>(() => {
    const review = this.open.value
    return review?.allowed_actions.includes('undo')
      ? decisionOf(review, Promise.resolve(review.version))
      : this.last.value
  })
  /** How much waits and how much is late, without what is on the way: for whoever pressed the key it is decided. */
  readonly left = computed(() => {
    const going = (this.rows.value ?? []).filter(({ id }) => this.deciding.value.has(id))
    return this.counts.value && leftOf(this.counts.value, going, this.waiting.value[0])
  })
  /** What can be opened, in its order. */
  readonly waiting = computed(() => (this.rows.value ?? []).filter(({ id }) => !this.deciding.value.has(id)))
  private readonly known = new Map<string, Promise<Review>>()
  private readonly settled = new Map<string, number>()
  private wanted: string | null = null
  private cursor: string | null = null
  private filters: Filters | null = null

  /** Asks anew; what is open stays. */
  async load(filters: Filters): Promise<void> {
    const isOther = JSON.stringify(filters) !== JSON.stringify(this.filters)
    this.filters = filters
    if (isOther) this.rows.value = this.counts.value = null
    try {
      const { data, cursor } = await get('/v1/ops/review-queue', { query: { ...filters, limit: this.shown } })
      const { reviews, ...counts } = data
      if (this.filters !== filters) return
      const gone = this.goneOf(reviews)
      this.show(reviews, cursor)
      this.counts.value = counts
      if (gone) void this.look(gone)
    } catch (error) {
      if (this.filters === filters) this.error.value = error
    }
  }

  /** What is listed stays, as far as one page goes. */
  private get shown(): number {
    return Math.min(PAGE_MAX, Math.max(PAGE, this.rows.value?.length ?? 0))
  }

  async more(): Promise<void> {
    const { cursor, filters } = this
    if (!cursor || !filters) return
    const answer = await get('/v1/ops/ai-drafts', { query: { ...filters, limit: PAGE, cursor } })
    if (this.cursor === cursor) this.show([...(this.rows.value ?? []), ...answer.data], answer.cursor)
  }

  /** Nothing is remembered of what is not listed any more; of what is open the server is asked, whose id that is. */
  private goneOf(found: readonly ReviewSummary[]): string | null {
    const listed = new Set(found.map(({ id }) => id))
    const open = this.open.value?.id
    const wasListed = this.rows.value?.some(({ id }) => id === open)
    for (const id of this.known.keys()) if (!listed.has(id)) this.known.delete(id)
    return open !== undefined && wasListed && !listed.has(open) ? open : null
  }

  /** Its business may let nobody see anything any more. */
  private forgetAll(): void {
    this.known.clear()
    if (this.filters) void this.load(this.filters)
  }

  private show(found: readonly ReviewSummary[], cursor: string | null): void {
    batch(() => {
      // An answer may be older than what was decided since.
      this.rows.value = found.filter(({ id, version }) => version > (this.settled.get(id) ?? 0))
      this.cursor = cursor
      this.hasMore.value = cursor !== null
      this.error.value = null
      this.refreshOpen(found)
    })
  }

  /** Somebody may have taken it in hand, or let it go. */
  private refreshOpen(found: readonly ReviewSummary[]): void {
    const review = this.open.value
    const row = found.find(({ id, version }) => id === review?.id && version === review.version)
    if (review && row && row.assigned_until !== review.assigned_until) this.keep({ ...review, ...row })
  }

  /** Shows one. None is fetched ahead: its business is told of each that it was looked at. */
  async look(id: string | null): Promise<void> {
    this.wanted = id
    if (this.open.value?.id !== id) this.open.value = null
    this.openError.value = null
    if (id === null) return
    try {
      const review = await this.read(id)
      if (this.wanted === id) this.open.value = review
    } catch (error) {
      this.known.delete(id)
      if (this.wanted === id) {
        this.open.value = null
        this.openError.value = error
      }
      if (isStatus(error, 404)) this.forgetAll()
    }
  }

  private read(id: string): Promise<Review> {
    const asked = this.known.get(id) ?? get('/v1/ops/ai-drafts/:id', { params: { id } }).then(({ data }) => data)
    this.known.set(id, asked)
    return asked
  }

  /** The id of the one some steps away, within the list. */
  beside(id: string | null, step: 1 | -1): string | null {
    const ids = this.waiting.value.map((row) => row.id)
    const at = id === null ? -1 : ids.indexOf(id)
    return at === -1 ? (ids[0] ?? null) : (ids[at + step] ?? null)
  }

  /** What is to be done next, after `id` or before it: nothing that somebody else has in hand. */
  nextFree(id: string | null): string | null {
    const rows = this.waiting.value
    const at = rows.findIndex((row) => row.id === id)
    const after = rows.slice(at + 1).find((row) => !isHeld(row))
    const before = rows.slice(0, Math.max(0, at)).findLast((row) => !isHeld(row))
    return (after ?? before)?.id ?? null
  }

  /** Decides, and says when that was not possible. Never shown as done before it is. */
  async decide(review: Review, deed: Deed, more: Pick<Change, 'reason' | 'override_warnings'> = {}): Promise<void> {
    this.mark(review.id, deed)
    const version = this.settle(review, deed, more)
    this.last.value = decisionOf({ ...review, status: DEED_STATUS[deed] }, version)
    await version
  }

  /** Its version then; null where that was not possible. */
  private async settle(review: Review, deed: Deed, more: Partial<Change>): Promise<number | null> {
    try {
      const body = { action: deed, ...more, if_match_version: review.version }
      const { data } = await patch('/v1/ops/ai-drafts/:id', body, { id: review.id })
      this.drop(review)
      this.doneHere.value += 1
      return data.version
    } catch (error) {
      if (this.last.value?.id === review.id) this.last.value = null
      this.bringBack(review, error)
      return null
    }
  }

  /** Takes a decision back; its draft stands in the queue again. Null where there is none, or it was not possible: why is said. */
  async undo(): Promise<string | null> {
    const decision = this.undoable.value
    if (!decision || this.undoing.value) return null
    const { id, title } = decision
    this.undoing.value = true
    try {
      // Which the server may not have yet.
      const version = await decision.version
      if (version === null) return null
      const { data } = await patch('/v1/ops/ai-drafts/:id', { action: 'undo', if_match_version: version }, { id })
      this.comeBack(data)
      return id
    } catch (error) {
      if (isStatus(error, 409) || isStatus(error, 404)) this.last.value = null
      const why = isStatus(error, 404) ? 'you may not see it any more' : whyNot(error)
      showToast({ text: `${title || 'The draft'}: ${why}`, kind: 'failed' })
      return null
    } finally {
      this.undoing.value = false
    }
  }

  /** It waits where it waited before. */
  private comeBack(review: Changed): void {
    const others = (this.rows.value ?? []).filter(({ id }) => id !== review.id)
    const at = others.findIndex((row) => row.asked_at > review.asked_at)
    batch(() => {
      if (this.last.value?.id === review.id) {
        this.last.value = null
        this.doneHere.value = Math.max(0, this.doneHere.value - 1)
      }
      this.rows.value = others.toSpliced(at === -1 ? others.length : at, 0, review)
      this.counts.value = this.counts.value && counted(this.counts.value, review, 1)
      this.known.delete(review.id)
      if (this.open.value?.id === review.id) this.keep(review)
    })
  }

  private mark(id: string, deed: Deed): void {
    const refused = new Map(this.refused.value)
    refused.delete(id)
    batch(() => {
      this.refused.value = refused
      this.deciding.value = new Map([...this.deciding.value, [id, deed]])
    })
  }

  private bringBack({ id, title, version }: Review, error: unknown): void {
    const deciding = new Map(this.deciding.value)
    deciding.delete(id)
    const latest = isStatus(error, 409) ? ((error as ApiError).latest as Latest | undefined) : undefined
    const isGone = isStatus(error, 404) || (latest !== undefined && latest.status !== 'PENDING_QC')
    batch(() => {
      this.deciding.value = deciding
      if (latest && !isGone) this.keep(latest as Changed)
      else this.known.delete(id)
      if (isGone) this.drop({ id, version })
      else this.refused.value = new Map([...this.refused.value, [id, whyNot(error)]])
    })
    if (isStatus(error, 404)) this.forgetAll()
    const why = isGone ? endedWords(latest) : whyNot(error)
    showToast({ text: `${title || 'The draft'}: ${why}`, kind: 'failed' })
  }

  /** Corrected, or taken in hand: shown as the server has it now. */
  async change(review: Review, change: Change): Promise<Changed> {
    try {
      const body = { ...change, if_match_version: review.version }
      const { data } = await patch('/v1/ops/ai-drafts/:id', body, { id: review.id })
      this.keep(data)
      return data
    } catch (error) {
      const latest = isStatus(error, 409) ? ((error as ApiError).latest as Changed | undefined) : undefined
      if (latest?.status === 'PENDING_QC') this.keep(latest)
      throw error
    }
  }

  private keep(review: Changed): void {
    const before = this.open.value
    const whole = before?.id === review.id ? { ...before, ...review } : null
    batch(() => {
      if (whole) this.known.set(review.id, Promise.resolve(whole))
      else this.known.delete(review.id)
      if (whole && this.wanted === review.id) this.open.value = whole
      this.rows.value = (this.rows.value ?? []).map((row) => (row.id === review.id ? { ...row, ...review } : row))
    })
  }

  /** Of a later version it is one that came back. */
  private drop({ id, version }: Pick<Review, 'id' | 'version'>): void {
    this.settled.set(id, version)
    const deciding = new Map(this.deciding.value)
    deciding.delete(id)
    const gone = this.rows.value?.find((row) => row.id === id)
    batch(() => {
      this.deciding.value = deciding
      this.rows.value = (this.rows.value ?? []).filter((row) => row.id !== id)
      this.counts.value = this.counts.value && counted(this.counts.value, gone, -1)
    })
    this.known.delete(id)
  }
}
