import { batch, signal } from '@preact/signals'
import { ApiError } from '../api.ts'
import { SAVE_AFTER_MS, type SaveState } from './document-editor.ts'
import { fieldErrors, isStatus } from './sentences.ts'

const RETRY_AFTER_MS = 5000

interface Versioned {
  version: number
  updated_at: string
}
type Wire = Record<string, unknown>

/** How a thing is edited: its fields, what they lack, and how they are saved. */
export interface Autosaved<D extends Versioned, V extends object> {
  valuesOf(thing: D): V
  /** What cannot be saved as it stands, by field. */
  problems(values: V): Record<string, string>
  /** All that the API takes of them; what changed since it was saved is sent. */
  wire(values: V): Wire
  save(thing: D, changes: Wire): Promise<D>
  /** Errors by the paths of the API, as the form names its fields. */
  onScreen(values: V, errors: Record<string, string>): Record<string, string>
}

/** A thing whose fields are saved by themselves, a moment after they were typed. */
export class Autosave<D extends Versioned, V extends object> {
  readonly values
  readonly state = signal<SaveState>('idle')
  readonly savedAt
  readonly errors = signal<Record<string, string>>({})
  readonly problem = signal<unknown>(null)
  readonly latest = signal<D | null>(null)
  private readonly way: Autosaved<D, V>
  private thing: D
  /** What the server has, as it was sent. */
  private saved: Wire
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<boolean> | null = null

  constructor(way: Autosaved<D, V>, thing: D) {
    const values = way.valuesOf(thing)
    this.way = way
    this.thing = thing
    this.saved = way.wire(values)
    this.values = signal(values)
    this.savedAt = signal(Date.parse(thing.updated_at))
  }

  change(changes: Partial<V>): void {
    batch(() => {
      this.values.value = { ...this.values.value, ...changes }
      this.errors.value = this.way.problems(this.values.value)
      this.problem.value = null
    })
    clearTimeout(this.timer)
    if (this.state.value === 'conflict') return
    this.state.value = 'waiting'
    this.later(SAVE_AFTER_MS)
  }

  /** Saves what is unsaved; true when the server has everything that is on the screen. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    while (this.running) await this.running
    const { value: values } = this.values
    if (this.state.value === 'conflict') return false
    if (Object.keys(this.way.problems(values)).length > 0) return false
    if (this.unsaved === null) return true
    this.running = this.save(values, this.unsaved).finally(() => {
      this.running = null
    })
    return (await this.running) && this.flush()
  }

  /** After someone else's change: take theirs, or write mine over it. */
  takeLatest(): void {
    const theirs = this.latest.value
    if (!theirs) return
    batch(() => {
      this.values.value = this.way.valuesOf(theirs)
      this.adopt(theirs, this.way.wire(this.values.value))
      this.errors.value = {}
    })
  }

  keepMine(): void {
    const theirs = this.latest.value
    if (!theirs) return
    this.adopt(theirs, {})
    void this.flush()
  }

  /** What the server has not; null when it has everything. */
  get unsaved(): Wire | null {
    const isSaved = ([name, value]: [string, unknown]) => JSON.stringify(value) === JSON.stringify(this.saved[name])
    const changes = Object.entries(this.way.wire(this.values.value)).filter((field) => !isSaved(field))
    return changes.length === 0 ? null : Object.fromEntries(changes)
  }

  private later(ms: number): void {
    this.timer = setTimeout(() => void this.flush(), ms)
  }

  private adopt(thing: D, saved: Wire): void {
    batch(() => {
      this.thing = thing
      this.saved = saved
      this.latest.value = null
      this.savedAt.value = Date.parse(thing.updated_at)
      this.state.value = 'saved'
    })
  }

  private async save(values: V, changes: Wire): Promise<boolean> {
    this.state.value = 'saving'
    try {
      this.adopt(await this.way.save(this.thing, changes), this.way.wire(values))
      return true
    } catch (error) {
      this.failed(values, error)
      return false
    }
  }

  private failed(values: V, error: unknown): void {
    const latest = isStatus(error, 409) && error instanceof ApiError ? (error.latest as D | undefined) : undefined
    // The same version was refused for another reason, which is said.
    const theirs = latest && latest.version !== this.thing.version ? latest : null
    batch(() => {
      this.state.value = theirs ? 'conflict' : 'failed'
      this.latest.value = theirs
      this.errors.value = this.way.onScreen(values, fieldErrors(error))
      this.problem.value = theirs || Object.keys(this.errors.value).length > 0 ? null : error
    })
    if (error instanceof ApiError && error.canRetry) this.later(RETRY_AFTER_MS)
  }
}
