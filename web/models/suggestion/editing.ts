import { batch, computed, signal } from '@preact/signals'
import { ApiError } from '../../api.ts'
import { type AiDraft, aiDrafts, type Making, takeLatest } from '../ai-drafts.ts'
import { emptyLine, isBlankLine } from '../document-draft.ts'
import { dueOf, wireDue } from '../due-words.ts'
import { keepTrying } from '../online.ts'
import { fieldErrors, isStatus } from '../sentences.ts'
import { readDecimal } from '../typed-number.ts'
import { type Place, placesOf, shownAt } from './places.ts'
import {
  cellName,
  LINES,
  payloadOf,
  problemsOf,
  type Touched,
  type TypedLine,
  type Values,
  valueAt,
  valuesOf,
} from './values.ts'

const SAVE_AFTER_MS = 700
const RETRY_AFTER_MS = 5000

/** What was typed and the server has not. */
export interface Typed {
  values: Values
  touched: Touched
}

/** One proposal that a person looks through: what the machine says, what he typed over it, and what is saved of that. */
export class Suggestion {
  readonly draft
  readonly values
  readonly touched = signal<Touched>(new Set())
  readonly saving = signal(false)
  /** It is drafted anew as something else: what is typed meanwhile would be of what it was. */
  readonly redrafting = signal(false)
  readonly problem = signal<unknown>(null)
  /** Why what was typed did not arrive; it is sent again by itself until it does. */
  readonly unsent = signal<unknown>(null)
  /** The value that is looked at. */
  readonly active = signal<string | null>(null)
  private readonly refused = signal<Record<string, string>>({})
  readonly errors = computed(() => ({
    ...this.refused.value,
    ...problemsOf(this.draft.value, this.values.value, this.touched.value),
  }))
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<boolean> | null = null
  private stopTrying: (() => void) | null = null

  /** `typed` was typed over it before the page was loaded anew. */
  constructor(draft: AiDraft, typed: Typed | null = null) {
    this.draft = signal(draft)
    this.values = signal(typed?.values ?? valuesOf(draft))
    if (!typed) return
    this.touched.value = typed.touched
    this.values.value = this.merged(draft)
    this.later()
  }

  /** What the server says now; what the person has typed since stays. */
  take(next: AiDraft): void {
    const { value: before } = this.draft
    if (next.version < before.version) return
    batch(() => {
      if (next.intent !== before.intent) this.touched.value = new Set()
      this.values.value = this.merged(next)
      this.draft.value = next
    })
  }

  type(path: string, text: string): void {
    this.change({ texts: { ...this.values.value.texts, [path]: text } }, path)
  }

  choose(contact: Values['contact']): void {
    this.change({ contact }, 'contact_id')
  }

  typeLine(line: TypedLine, cell: 'name' | 'qty' | 'rate', text: string): void {
    const lines = this.values.value.lines.map((one) => (one.key === line.key ? { ...one, [cell]: text } : one))
    this.change({ lines }, cellName(line, cell))
  }

  addLine(): void {
    const line = { ...emptyLine(''), from: null, isTaxedAsUsual: true }
    this.change({ lines: [...this.values.value.lines, line] }, LINES)
  }

  removeLine({ key }: TypedLine): void {
    this.change({ lines: this.values.value.lines.filter((line) => line.key !== key) }, LINES)
  }

  /** How sure the machine is of a value that still stands as it proposed it. */
  proposed(path: string) {
    const { fields, edited, draft_payload } = this.draft.value
    const field = fields[path]
    if (!field || edited.some((one) => path === one || path.startsWith(`${one}.`)) || this.isTouched(path)) return null
    return sameValue(valueAt(draft_payload, path), field.value) ? field : null
  }

  /** All that stands as it was proposed. */
  proposals(): AiDraft['fields'] {
    const standing = Object.keys(this.draft.value.fields).flatMap((path) => {
      const field = this.proposed(path)
      return field ? [[path, field] as const] : []
    })
    return Object.fromEntries(standing)
  }

  /** Drafts it anew as something else; not while something is typed that cannot be saved, and false then. */
  async become(intent: Making): Promise<boolean> {
    this.redrafting.value = true
    try {
      if (!(await this.flush())) return false
      this.take(await aiDrafts.update(this.draft.value, { intent }))
      return true
    } finally {
      this.redrafting.value = false
    }
  }

  /** Saves what is unsaved; true when the server has all that was typed. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer)
    while (this.running) await this.running
    if (this.touched.value.size === 0) return true
    if (Object.keys(problemsOf(this.draft.value, this.values.value, this.touched.value)).length > 0) return false
    this.running = this.save(true).finally(() => {
      this.running = null
    })
    return (await this.running) && this.flush()
  }

  /** What the server refused, at the fields that it names; what it says besides. */
  refuse(error: unknown): void {
    const errors = Object.entries(fieldErrors(error)).map(([field, message]) => [placeOfField(field), message])
    this.refused.value = Object.fromEntries(errors)
    this.problem.value = errors.length > 0 ? null : error
  }

  private change(changes: Partial<Values>, path: string): void {
    batch(() => {
      this.values.value = { ...this.values.value, ...changes }
      this.touched.value = new Set([...this.touched.value, path])
      this.refused.value = {}
      this.problem.value = null
    })
    this.later()
  }

  private later(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS)
  }

  /** Nothing more is sent by itself. */
  stop(): void {
    clearTimeout(this.timer)
    this.stopTrying?.()
    this.stopTrying = null
  }

  private keepSending(why: ApiError): void {
    this.unsent.value = why
    this.stopTrying ??= keepTrying(RETRY_AFTER_MS, () => this.flush())
  }

  private arrived(): void {
    if (this.problem.value === this.unsent.value) this.problem.value = null
    this.unsent.value = null
    this.stopTrying?.()
    this.stopTrying = null
  }

  private isTouched(path: string): boolean {
    const [, at, cell = ''] = /^line_items\.(\d+)\.(\w+)$/.exec(shownAt(path)) ?? []
    const { value: touched } = this.touched
    if (at === undefined) return touched.has(shownAt(path))
    const line = this.values.value.lines.find(({ from }) => from === Number(at))
    return line === undefined || touched.has(cellName(line, cell))
  }

  private merged(next: AiDraft): Values {
    const { values, touched } = this
    const { value: mine } = values
    const theirs = valuesOf(
      next,
      mine.lines.filter((line) => !isBlankLine(line)),
    )
    const texts = placesOf(next).map(({ path, input }) => {
      const [own = '', their = ''] = [mine.texts[path], theirs.texts[path]]
      return [path, touched.value.has(path) || isAlike(own, their, input) ? own : their]
    })
    return {
      contact: touched.value.has('contact_id') ? mine.contact : theirs.contact,
      texts: Object.fromEntries(texts),
      lines: mergedLines(mine.lines, theirs.lines, touched.value),
    }
  }

  private async save(again: boolean): Promise<boolean> {
    const sent = this.values.value
    this.saving.value = true
    try {
      const { draft, touched } = this
      const draft_payload = payloadOf(draft.value, sent, touched.value)
      const saved = await aiDrafts.update(draft.value, { draft_payload })
      this.saved(saved, sent)
      return true
    } catch (error) {
      const latest = await takeLatest(error, this.draft.value.id)
      if (latest) this.take(latest)
      // What was typed is written over what somebody changed meanwhile: the same fields only.
      if (latest?.allowed_actions.includes('update') && again && isStatus(error, 409)) return this.save(false)
      if (error instanceof ApiError && error.canRetry) this.keepSending(error)
      else {
        this.arrived()
        this.refuse(error)
      }
      return false
    } finally {
      this.saving.value = false
    }
  }

  /** What was typed while it was being saved is still to be saved. */
  private saved(answer: AiDraft, sent: Values): void {
    batch(() => {
      this.arrived()
      this.touched.value = new Set([...this.touched.value].filter((path) => !isSame(path, sent, this.values.value)))
      this.take(answer)
    })
  }
}

/** Of what the person added or took away, or where the machine now says another number of lines, his lines stay. */
function mergedLines(mine: Values['lines'], theirs: Values['lines'], touched: Touched): Values['lines'] {
  const isTyped = [...touched].some((path) => path.startsWith('line '))
  const blanks = mine.filter((line) => line.from === null && isBlankLine(line))
  if (touched.has(LINES) || (isTyped && mine.length !== theirs.length)) return mine
  const lines = theirs.map((line) => {
    const own = mine.find(({ key }) => key === line.key)
    if (!own) return line
    const cells = CELLS.filter(
      (cell) => touched.has(cellName(own, cell)) || isAlike(own[cell], line[cell], INPUTS[cell]),
    )
    return { ...line, ...Object.fromEntries(cells.map((cell) => [cell, own[cell]])) }
  })
  return [...lines, ...blanks.filter((blank) => !lines.some(({ key }) => key === blank.key))]
}

const CELLS = ['name', 'qty', 'rate'] as const
const INPUTS = { name: 'text', qty: 'money', rate: 'money' } as const

/** Says the same as what was typed: nothing is written anew under the cursor. */
function isAlike(own: string, their: string, input: Place['input']): boolean {
  if (own.trim() === their.trim()) return true
  const [one, other] = [readDecimal(own), readDecimal(their)]
  if (input === 'money') return one !== null && other !== null && plain(one) === plain(other)
  const due = input === 'due' ? dueOf(own) : null
  return due ? wireDue(due) === their : false
}

const placeOfField = (field: string) => shownAt(field.replace(/^draft_payload\./, ''))

/** By what stands there: the lines are other objects as soon as an answer is shown. */
function isSame(path: string, sent: Values, now: Values): boolean {
  if (path === 'contact_id') return sent.contact?.id === now.contact?.id
  const [, key, cell] = /^line (\d+)\.(name|qty|rate)$/.exec(path) ?? []
  if (key === undefined) return path === LINES ? keysOf(sent) === keysOf(now) : sent.texts[path] === now.texts[path]
  const cellIn = ({ lines }: Values) => lines.find((line) => line.key === Number(key))?.[cell as 'name']
  return cellIn(sent) === cellIn(now)
}

/** Which lines there are; an empty one is none. */
const keysOf = ({ lines }: Values) =>
  lines
    .filter((line) => !isBlankLine(line))
    .map(({ key }) => key)
    .join()

const plain = (value: string) => (/^-?\d+\.\d*0*$/.test(value) ? value.replace(/\.?0*$/, '') : value)
const sameValue = (one: unknown, other: string) =>
  (typeof one === 'string' || typeof one === 'number') && plain(String(one)) === plain(other)
