import type { ContactImport, ContactImportRow } from '../../../core/contract/contact-imports.ts'
import { notFound, ok, type Reply } from './mock-api.ts'

const NONE = { rows: 0, ready: 0, wrong: 0, duplicates: 0, created: 0, updated: 0, skipped: 0, undone: 0, kept: 0 }
const imported = (n: number, more: Partial<ContactImport>): ContactImport => ({
  id: `00000000-0000-7000-8000-00000000095${n}`,
  file_name: 'google.csv',
  on_duplicate: 'SKIP',
  status: 'OPEN',
  counts: NONE,
  finished_at: null,
  version: 1,
  created_at: '2026-11-24T10:00:00.000Z',
  updated_at: '2026-11-24T10:00:00.000Z',
  created_by: 'user_dana',
  allowed_actions: [],
  ...more,
})

export const cannedImports = [
  imported(1, {
    counts: { ...NONE, rows: 3, ready: 2, wrong: 1, duplicates: 1 },
    allowed_actions: ['start', 'delete'],
  }),
  imported(2, {
    status: 'DONE',
    counts: { ...NONE, rows: 3, created: 2, wrong: 1 },
    finished_at: '2026-11-24T11:00:00.000Z',
    allowed_actions: ['undo'],
  }),
]

const row = (n: number, more: Partial<ContactImportRow>): ContactImportRow => ({
  row: n,
  fields: { display_name: 'Rosa Mendes', email: 'rosa@mendes.example' },
  problem: null,
  duplicate: null,
  state: 'READY',
  contact_id: null,
  ...more,
})

const rows = [
  row(1, {}),
  row(2, { duplicate: { contact_id: 'there', display_name: 'Birchwood Dental' } }),
  row(3, {
    fields: { display_name: 'Bad Address', email: 'no address' },
    problem: { field: 'email', message: 'Use an e-mail address such as name@example.com' },
    state: 'WRONG',
  }),
]

/** Imports of contacts, to be looked at. */
export function contactImportsAnswer(url: URL): Reply {
  const [, , , id = '', part] = url.pathname.split('/')
  if (!id) return ok(cannedImports)
  const found = cannedImports.find((each) => each.id === id)
  if (!found) return notFound
  if (part !== 'rows') return ok(found)
  const state = url.searchParams.get('state')
  const isAsked = (each: ContactImportRow) =>
    (state === null || each.state === state) && (!url.searchParams.has('duplicates') || each.duplicate !== null)
  return ok(rows.filter(isAsked))
}
