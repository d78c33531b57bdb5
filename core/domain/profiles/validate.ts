import type { ErrorDetail } from '../kernel/errors.ts'
import type { ExtensionField, Profile, RequiringEntity } from './profile.ts'

/** What is about to be done with an object. */
export type Operation = 'create' | 'update' | 'send' | 'convert' | 'apply_ai'
/** An object as the API has it; what is left out of an update is as it was. */
export type Fields = Readonly<Record<string, unknown>>

/** What may be required of an object, beside the fields that a business adds to work (`labels_json.<name>`). */
export const REQUIRABLE = [
  'title',
  'contact_id',
  'description',
  'due_at',
  'issue_date',
  'due_date',
  'expiry_date',
  'line_items',
  'reference',
  'notes',
  'terms',
  'expense_date',
  'amount',
  'category',
  'vendor',
  'tax',
] as const

/** A draft may wait for the rest of what it needs; work is whole from the start. */
const DRAFTED: readonly RequiringEntity[] = ['invoice', 'quote', 'expense']

/**
 * What a profile still asks of an object before something is done with it (H-PROF-8): nothing when all is there. At create
 * and update drafts are judged lightly, by what was sent; what is left out of an update is as it was.
 */
export function validate(
  entity: RequiringEntity,
  object: Fields,
  operation: Operation,
  profile: Profile,
): ErrorDetail[] {
  const isWriting = operation === 'create' || operation === 'update'
  const asked = isWriting && DRAFTED.includes(entity) ? [] : requiredOf(entity, object, profile)
  const judged = operation === 'update' ? asked.filter((field) => wasSent(object, field)) : asked
  const missing = judged.filter((field) => isBlank(valueAt(object, field)))
  return [
    ...missing.map((field) => ({ field, message: `${wordsOf(field)} is required`, code: 'REQUIRED' })),
    ...(isWriting && entity === 'work_item'
      ? [...unusedValues(object, profile), ...wrongExtensions(object, profile)]
      : []),
  ]
}

/** The fields that an object needs: those of its kind, without those that are required of other work only. */
export function requiredOf(entity: RequiringEntity, object: Fields, profile: Profile): string[] {
  const named = profile.required_fields[entity]
  if (entity !== 'work_item') return [...named]
  const fields = Object.entries(profile.extensions.work_item_fields)
  const added = fields.filter(([, { required }]) => required).map(([name]) => `${LABELS}${name}`)
  const conditional = new Map(fields.map(([name, field]) => [`${LABELS}${name}`, field]))
  return [...new Set([...named, ...added])].filter((field) => {
    const only = conditional.get(field)?.required_for
    return !only || concerns(only, object)
  })
}

/** A status or a type that this profile leaves out. */
function unusedValues({ status, type }: Fields, { workflows }: Profile): ErrorDetail[] {
  const { work_item_statuses: statuses, work_item_types: types } = workflows
  const problem = (field: string, message: string) => ({ field, message, code: 'NOT_USED' })
  return [
    ...(isLeftOut(status, statuses) ? [problem('status', `Use one of ${statuses.join(', ')}`)] : []),
    ...(isLeftOut(type, types) ? [problem('type', `Use one of ${types.join(', ')}`)] : []),
  ]
}

const isLeftOut = (value: unknown, used: readonly string[]) => typeof value === 'string' && !used.includes(value)

const LABELS = 'labels_json.'

const concerns = ({ types, sources }: NonNullable<ExtensionField['required_for']>, { type, source }: Fields): boolean =>
  (!types || types.includes(String(type))) && (!sources || sources.includes(String(source)))

function wrongExtensions(object: Fields, { extensions }: Profile): ErrorDetail[] {
  return Object.entries(extensions.work_item_fields).flatMap(([name, { type }]) => {
    const field = LABELS + name
    const value = valueAt(object, field)
    return isBlank(value) || READS[type](String(value)) ? [] : [{ field, message: WRONG[type], code: 'WRONG_TYPE' }]
  })
}

const READS: Readonly<Record<ExtensionField['type'], (text: string) => boolean>> = {
  string: () => true,
  number: (text) => /^-?\d{1,15}(\.\d{1,6})?$/.test(text.trim()),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
}
const WRONG: Readonly<Record<ExtensionField['type'], string>> = {
  string: '',
  number: 'Use a number, such as 12.5',
  date: 'Use a day, such as 2026-12-04',
}

/** Labels are sent as a whole: one that is not among them is taken away. */
const wasSent = (object: Fields, field: string) =>
  Object.hasOwn(object, field.startsWith(LABELS) ? 'labels_json' : field) &&
  object[field.startsWith(LABELS) ? 'labels_json' : field] !== undefined

function valueAt(object: Fields, field: string): unknown {
  if (!field.startsWith(LABELS)) return Object.hasOwn(object, field) ? object[field] : undefined
  const labels = object.labels_json as Fields | undefined
  const name = field.slice(LABELS.length)
  return labels && Object.hasOwn(labels, name) ? labels[name] : undefined
}

const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** `labels_json.external_order_id` → `External order id`. */
export function wordsOf(field: string): string {
  const words = field.replace(LABELS, '').replace(/_id$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
