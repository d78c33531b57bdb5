import { describe, expect, it } from 'vitest'
import type { AnyMachine } from '../../../core/domain/kernel/machine.ts'
import { MACHINES } from '../../../core/domain/machines.ts'
import { MEMBER_STATUSES } from '../../../core/domain/permissions.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()

const columns = async (table: string) =>
  database.admin<{ column: string; default: string | null; check: string | null }>(`
    select a.attname as column, pg_get_expr(d.adbin, d.adrelid) as default,
      (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) as check
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = '${table}'::regclass and a.attnum > 0 and not a.attisdropped`)

const literals = (text: string | null | undefined) => [...(text ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, name]) => name)

describe('machines and tables agree', () => {
  it.each(Object.entries(MACHINES) as [string, AnyMachine][])('%s', async (table, machine) => {
    const found = await columns(table)
    const status = found.find(({ column }) => column === 'status')
    expect(literals(status?.check).sort()).toEqual([...machine.states].sort())
    expect(literals(status?.default)).toEqual([machine.initial])
    const claims = Object.values(machine.actions).flatMap((action) => action.claims ?? [])
    expect(found.map(({ column }) => column)).toEqual(expect.arrayContaining(['version', 'deleted_at', ...claims]))
  })

  it('memberships', async () => {
    const status = (await columns('app.memberships')).find(({ column }) => column === 'status')
    expect(literals(status?.check).sort()).toEqual([...MEMBER_STATUSES].sort())
  })
})
