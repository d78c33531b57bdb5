import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrate } from '../../local/database/migrate.ts'
import { query } from '../support/admin.ts'
import { useDatabase } from '../support/database.ts'
import { MIGRATIONS, withDatabase } from '../support/database-source.ts'
import { filesBefore } from '../support/files-before.ts'

const database = useDatabase()
const FILE = '0017_six_decimals.sql'
const ID = '00000000-0000-7000-8000-000000000001'

const line = (id: number, columns: string, values: string) =>
  `insert into invoice_lines (tenant_id, id, invoice_id, position, name, ${columns}, amount, net)
   values ('${ID}', '00000000-0000-7000-8000-00000000000${id}', '${ID}', ${id}, 'Repair', ${values}, 1, 1)`
const lines = 'select qty_e4, rate_e4, qty_e6, rate_e6 from invoice_lines order by position'

it('fills what was written before, and what either Worker writes meanwhile', { timeout: 60_000 }, async () => {
  const name = `six_${crypto.randomUUID().replaceAll('-', '')}`
  await database.admin(`create database ${name}`)
  const adminUrl = withDatabase(database.adminUrl, name)
  const folder = await mkdtemp(join(tmpdir(), 'hub-six-'))
  const admin = <T extends object>(sql: string) => query<T>(adminUrl, sql)
  try {
    await filesBefore(FILE, folder)
    await migrate({ adminUrl, folder })
    await admin(
      `insert into contacts (tenant_id, id, type, display_name, created_by) values ('${ID}', '${ID}', 'CUSTOMER', 'Jane', 'o')`,
    )
    await admin(`insert into invoices (tenant_id, id, contact_id, issue_date, due_date, currency, subtotal, discount_total, charge_total, tax_total, total, created_by)
      values ('${ID}', '${ID}', '${ID}', '2026-01-01', '2026-01-01', 'CAD', 1, 0, 0, 0, 1, 'o')`)
    await admin(
      `insert into items (tenant_id, id, name, rate_e4, created_by) values ('${ID}', '${ID}', 'Tap', 1200000, 'o')`,
    )
    await admin(line(1, 'qty_e4, rate_e4', '15000, 9007199254740991'))

    await cp(join(MIGRATIONS, FILE), join(folder, FILE))
    await migrate({ adminUrl, folder })
    await admin(line(2, 'qty_e4, rate_e4', '20000, 1200000'))
    await admin(line(3, 'qty_e6, rate_e6', '12345000000, 1010'))
    expect(await admin(lines)).toEqual([
      { qty_e4: '15000', rate_e4: '9007199254740991', qty_e6: '1500000', rate_e6: '900719925474099100' },
      { qty_e4: '20000', rate_e4: '1200000', qty_e6: '2000000', rate_e6: '120000000' },
      { qty_e4: '123450000', rate_e4: '10', qty_e6: '12345000000', rate_e6: '1010' },
    ])

    const rate = 'select rate_e4, rate_e6 from items'
    expect(await admin(rate)).toEqual([{ rate_e4: '1200000', rate_e6: '120000000' }])
    await admin('update items set rate_e4 = 1300000')
    expect(await admin(rate)).toEqual([{ rate_e4: '1300000', rate_e6: '130000000' }])
    await admin('update items set rate_e6 = 1010')
    expect(await admin(rate)).toEqual([{ rate_e4: '10', rate_e6: '1010' }])
  } finally {
    await rm(folder, { recursive: true })
    await database.admin(`drop database ${name} with (force)`)
  }
})
