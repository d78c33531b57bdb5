import type { Intent } from '../extraction/intent/intents.ts'
import type { DraftFields } from './fields.ts'

type Json = Record<string, unknown>

/** What a draft says as one kind of thing. */
export interface Said {
  intent: Intent
  draftPayload: Json
  fields: DraftFields
  /** Paths that a person changed. */
  edited: string[]
}

/** What stood in one field of the payload, by what it means. */
export type Kept = Record<string, { value: unknown; fields: DraftFields; edited: string[] }>

const FAMILIES: Record<Intent, string> = {
  CREATE_WORK_ITEM: 'work',
  DRAFT_AR_MESSAGE: 'work',
  DRAFT_QUOTE: 'document',
  DRAFT_INVOICE: 'document',
  DRAFT_EXPENSE: 'expense',
  NONE: 'none',
}
/**
 * Written by a person they mean the same of anything. A note is not among them: that of a document is read by its customer; nor is
 * a day: until when a vendor waits for his money says nothing of a customer.
 */
const OF_ALL = ['contact_id', 'currency']
/** What sort of work it is, follows from what was chosen. */
const OF_ONE = ['type']

function own(intent: Intent, name: string): string {
  return `${OF_ONE.includes(name) ? intent : FAMILIES[intent]}.${name}`
}

/** Where what is kept names a contact: for whom it is, and of whom an expense is. */
export const KEPT_CONTACT = 'contact_id'
export const KEPT_VENDOR = own('DRAFT_EXPENSE', 'vendor_contact_id')

/**
 * What is kept of a draft that becomes another kind of thing, beside what was kept of it before: all that stands in it, by what it
 * means. For whom it is counts as far as a person said so; else that is as its source has it.
 */
export function keptOf(before: Kept, { intent, draftPayload, fields, edited }: Said): Kept {
  const names = new Set([...Object.keys(draftPayload), ...[...Object.keys(fields), ...edited].map(nameOf)])
  const kept = { ...before }
  for (const name of names) {
    const written = edited.filter((path) => nameOf(path) === name)
    if (name === 'contact_id' && written.length === 0) continue
    const isOfAll = OF_ALL.includes(name) && written.length > 0
    const entry = { value: draftPayload[name] ?? null, fields: under(name, fields), edited: written }
    kept[isOfAll ? name : own(intent, name)] = entry
  }
  return kept
}

/**
 * A draft that was drafted anew, with all that stood in it before and its kind has, too: what a person wrote or emptied, what a
 * model proposed. `names`: the fields of a payload of that kind.
 */
export function withKept<D extends Omit<Said, 'edited'>>(drafted: D, kept: Kept, names: readonly string[]): D & Said {
  const draftPayload = { ...drafted.draftPayload }
  let { fields } = drafted
  const edited = new Set<string>()
  for (const name of names) {
    const [its, ofAll] = [kept[own(drafted.intent, name)], OF_ALL.includes(name) ? kept[name] : undefined]
    const entry = ofAll ?? its
    if (!entry) continue
    if (entry.value === null) delete draftPayload[name]
    else draftPayload[name] = entry.value
    if (!ofAll) fields = { ...without(name, fields), ...entry.fields }
    for (const path of entry.edited) edited.add(path)
  }
  return { ...drafted, draftPayload, fields, edited: [...edited].toSorted() }
}

const nameOf = (path: string): string => path.split('.')[0] ?? path
const under = (name: string, fields: DraftFields): DraftFields =>
  Object.fromEntries(Object.entries(fields).filter(([path]) => nameOf(path) === name))
const without = (name: string, fields: DraftFields): DraftFields =>
  Object.fromEntries(Object.entries(fields).filter(([path]) => nameOf(path) !== name))
