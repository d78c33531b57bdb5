import type { EInvoice } from '../model.ts'

/** A rule of EN 16931 that an e-invoice breaks. */
export interface Finding {
  rule: string
  /** What is wrong, in a sentence. */
  message: string
  /** The place of the line that breaks it, from 0. */
  line?: number
}

export type Rule = (invoice: EInvoice) => Finding[]

/** A rule on the whole of it. */
export const onWhole =
  (rule: string, message: string, holds: (invoice: EInvoice) => boolean): Rule =>
  (invoice) =>
    holds(invoice) ? [] : [{ rule, message }]

/** A rule on each of some things; said once, however many break it. */
export const onEach =
  <Item>(
    rule: string,
    message: string,
    items: (invoice: EInvoice) => readonly Item[],
    holds: (item: Item, invoice: EInvoice) => boolean,
  ): Rule =>
  (invoice) =>
    items(invoice).every((item) => holds(item, invoice)) ? [] : [{ rule, message }]

type Line = EInvoice['lines'][number]

/** A rule on each line; each line that breaks it is named. */
export const onLines =
  (rule: string, message: string, holds: (line: Line) => boolean): Rule =>
  ({ lines }) =>
    lines.flatMap((line, at) => (holds(line) ? [] : [{ rule, message: `Line ${at + 1}: ${message}`, line: at }]))

/** One rule that the norm gives two names. */
export const alsoCalled =
  (rule: Rule, name: string): Rule =>
  (invoice) =>
    rule(invoice).map((finding) => ({ ...finding, rule: name }))

export const isSaid = (value: unknown): boolean => value !== undefined && value !== ''
