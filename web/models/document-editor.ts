import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { AnyDocument } from '../../core/contract/documents.ts'
import { ApiError } from '../api.ts'
import { blocksSaving, type Draft, onScreen, unsavable } from './document-draft.ts'
import type { EditorKind } from './document-kind.ts'
import { addDays, daysBetween } from './format.ts'
import { fieldErrors, isStatus } from './sentences.ts'

export const SAVE_AFTER_MS = 700
const RETRY_AFTER_MS = 5000

export type SaveState = 'idle' | 'waiting' | 'saving' | 'saved' | 'failed' | 'conflict'

/** One draft being edited: what is typed, what the server has of it, and when it was saved. */
export class DocumentEditor {
  readonly draft
  readonly document
  /** The words of the mail; null until the person writes others. They are nowhere but on this device. */
  readonly message = signal<string | null>(null)
  /** What cannot be saved as it stands, by field. */
  readonly unsavable: ReadonlySignal<Record<string, string>>
  readonly state = signal<SaveState>('idle')
  readonly savedAt = signal<number | null>(null)
  readonly errors = signal<Record<string, string>>({})
  readonly problem = signal<unknown>(null)
  readonly latest = signal<AnyDocument | null>(null)
  private readonly kind: EditorKind
  private readonly savedBody = signal('')
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<boolean> | null = null
  private onCreated: (id: string) => void
  private readonly begunWith: string
  /** The days from issue that nobody chose: as it began, then as they were usual for who was chosen. */
  private usualTerm: number | null

  constructor(
    kind: EditorKind,
    start: { draft: Draft; document: AnyDocument | null; onCreated: (id: string) => void },
  ) {
    this.kind = kind
    this.draft = signal(start.draft)
    this.document = signal(start.document)
    this.onCreated = start.onCreated
    this.unsavable = computed(() => unsavable(this.draft.value, kind.until))
    this.begunWith = JSON.stringify(start.draft)
    this.usualTerm = start.document ? null : termOf(start.draft)
    if (start.document) this.savedBody.value = this.bodyOf(start.draft)
    if (start.document) this.savedAt.value = Date.parse(start.document.updated_at)
  }

  change(changes: Partial<Draft>): void {
    batch(() => {
      this.draft.value = { ...this.draft.value, ...changes }
      this.errors.value = without(this.errors.value, Object.keys(changes))
    })
    this.schedule(SAVE_AFTER_MS)
  }

  /** Takes what is usual for who was chosen, however late that is known; a date that somebody chose stays. */
  proposeTerm(days: number): void {
    const term = termOf(this.draft.value)
    if (term === null || term !== this.usualTerm) return
    this.usualTerm = days
    this.change({ untilDate: addDays(this.draft.value.issueDate, days) })
  }

  get isDirty(): boolean {
    return this.canSave && this.bodyOf(this.draft.value) !== this.savedBody.value
  }

  /** Something was typed that the server has not, or cannot have. */
  get isUnsaved(): boolean {
    const isTouched = JSON.stringify(this.draft.value) !== this.begunWith
    const isHere = this.document.value === null ? isTouched : Object.keys(this.unsavable.value).length > 0
    return isHere || this.isDirty
  }

  /** Saves what is unsaved; true when the server has everything that is on the screen. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    while (this.running) await this.running
    if (!this.isDirty) return this.document.value !== null && this.state.value !== 'conflict'
    this.running = this.save().finally(() => {
      this.running = null
    })
    const saved = await this.running
    return saved && this.isDirty ? this.flush() : saved
  }

  /** After someone else's change: take theirs, or write mine over it. */
  takeLatest(): void {
    const { value } = this.latest
    if (value) this.adopt(value, this.kind.draftOf(value))
  }

  keepMine(): void {
    const { value } = this.latest
    if (!value) return
    batch(() => {
      this.document.value = value
      this.latest.value = null
      this.state.value = 'waiting'
      this.savedBody.value = ''
    })
    void this.flush()
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  /** Nobody looks any more: what can be saved is, once. */
  async leave(): Promise<void> {
    this.onCreated = () => {}
    await this.flush()
    this.stop()
  }

  private get canSave(): boolean {
    return !Object.keys(this.unsavable.value).some(blocksSaving)
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer)
    if (!this.isDirty || this.state.value === 'conflict') return
    if (this.state.value !== 'saving') this.state.value = 'waiting'
    this.timer = setTimeout(() => void this.flush(), ms)
  }

  private bodyOf(draft: Draft): string {
    return JSON.stringify(this.kind.toWire(draft))
  }

  private async save(): Promise<boolean> {
    const draft = this.draft.value
    this.state.value = 'saving'
    try {
      this.saved(await this.kind.save(draft, this.document.value), this.bodyOf(draft))
      return true
    } catch (error) {
      this.failed(error)
      return false
    }
  }

  private saved(document: AnyDocument, body: string): void {
    const isNew = this.document.value === null
    batch(() => {
      this.document.value = document
      this.savedBody.value = body
      this.savedAt.value = Date.now()
      this.state.value = this.isDirty ? 'waiting' : 'saved'
      this.problem.value = null
    })
    this.kind.keep(document)
    if (isNew) this.onCreated(document.id)
    if (this.isDirty) this.schedule(SAVE_AFTER_MS)
  }

  private failed(error: unknown): void {
    batch(() => {
      const conflict = isStatus(error, 409) && error instanceof ApiError && error.latest
      this.state.value = conflict ? 'conflict' : 'failed'
      this.latest.value = conflict ? (error.latest as AnyDocument) : null
      this.errors.value = onScreen(this.draft.value, fieldErrors(error))
      this.problem.value = Object.keys(this.errors.value).length ? null : error
    })
    if (error instanceof ApiError && error.canRetry) this.timer = setTimeout(() => void this.flush(), RETRY_AFTER_MS)
  }

  /** Shows a state of the server instead of what was typed. */
  private adopt(document: AnyDocument, draft: Draft): void {
    batch(() => {
      this.document.value = document
      this.draft.value = draft
      this.savedBody.value = this.bodyOf(draft)
      this.savedAt.value = Date.parse(document.updated_at)
      this.latest.value = null
      this.errors.value = {}
      this.state.value = 'saved'
    })
  }
}

const termOf = ({ issueDate, untilDate }: Draft) => (issueDate && untilDate ? daysBetween(issueDate, untilDate) : null)

/** Errors of fields that were just edited go; those of lines stay until the lines are. */
function without(errors: Record<string, string>, changed: readonly string[]): Record<string, string> {
  const cleared: Record<string, RegExp> = {
    contact: /^contact/,
    issueDate: /_date$/,
    untilDate: /^(?!issue_)\w+_date$/,
    lines: /^(line_items|total)/,
    discount: /^(discount|total)/,
    deposit: /^deposit/,
    notes: /^notes/,
    reference: /^reference/,
    terms: /^terms/,
  }
  const gone = changed.flatMap((field) => cleared[field] ?? [])
  return Object.fromEntries(Object.entries(errors).filter(([field]) => !gone.some((pattern) => pattern.test(field))))
}
