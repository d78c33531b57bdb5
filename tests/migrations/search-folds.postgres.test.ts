import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { searchTerms } from '../../core/domain/kernel/text.ts'
import { migrate } from '../../local/database/migrate.ts'
import { query } from '../support/admin.ts'
import { useDatabase } from '../support/database.ts'
import { MIGRATIONS, withDatabase } from '../support/database-source.ts'
import { filesBefore } from '../support/files-before.ts'

const database = useDatabase()
const FILE = '0015_search_folds.sql'
const ID = '00000000-0000-7000-8000-000000000001'
const NAMES = [
  'Łukasz Øyvind',
  "Sinéad O'Brien",
  'Straße 7, Müller & Söhne',
  'IŞIK ışık',
  'Mei-Lin D’Angelo',
  'Þór Æsa Œuvre',
  '東京 Москва',
  'Åsa',
]

it('gives what was written before the terms that it would have now', { timeout: 60_000 }, async () => {
  const name = `folds_${crypto.randomUUID().replaceAll('-', '')}`
  await database.admin(`create database ${name}`)
  const adminUrl = withDatabase(database.adminUrl, name)
  const folder = await mkdtemp(join(tmpdir(), 'hub-folds-'))
  const admin = <T extends object>(sql: string) => query<T>(adminUrl, sql)
  try {
    await filesBefore(FILE, folder)
    await migrate({ adminUrl, folder })
    for (const [index, text] of NAMES.entries())
      await admin(`insert into contacts (tenant_id, id, type, display_name, created_by)
        values ('${ID}', '00000000-0000-7000-8000-00000000010${index}', 'CUSTOMER', '${text.replaceAll("'", "''")}', 'o')`)
    await admin(`insert into invoices (tenant_id, id, contact_id, invoice_number, issue_date, due_date, currency, subtotal, discount_total, charge_total, tax_total, total, created_by)
      values ('${ID}', '${ID}', '00000000-0000-7000-8000-000000000101', 'INV-0001', '2026-01-01', '2026-01-01', 'CAD', 1, 0, 0, 0, 1, 'o')`)
    await admin(`insert into search_terms (tenant_id, kind, id, term, field)
      values ('${ID}', 'contact', '00000000-0000-7000-8000-000000000101', 'brien', 'display_name'), ('${ID}', 'invoice', '${ID}', 'former', 'contact')`)
    await cp(join(MIGRATIONS, FILE), join(folder, FILE))
    await migrate({ adminUrl, folder })
    const terms = async (kind: string, id: string) =>
      (
        await admin<{ term: string }>(
          `select term from search_terms where kind = '${kind}' and id = '${id}' order by term`,
        )
      ).map((row) => row.term)
    for (const [index, text] of NAMES.entries())
      expect(await terms('contact', `00000000-0000-7000-8000-00000000010${index}`), text).toEqual(
        expect.arrayContaining(searchTerms(text)),
      )
    expect(await terms('invoice', ID)).toEqual(['brien', 'former', 'inv0001', 'o', 'obrien', 'sinead'])
  } finally {
    await rm(folder, { recursive: true })
    await database.admin(`drop database ${name} with (force)`)
  }
})
