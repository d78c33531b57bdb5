import { signal } from '@preact/signals'

/** What the server says this person's role may do at all: `invoices.create`, `contacts.create`, ... Objects list their own. */
export const granted = signal<ReadonlySet<string>>(new Set())
export const may = (action: string) => granted.value.has(action)
/** Until the server has said what somebody may do, nobody is told that he may not. */
export const mayNot = (action: string) => granted.value.size > 0 && !may(action)
