import { makeBusiness, openTenant, type TestBusiness } from '../../support/business.ts'
import { openTestDatabase, type TestDatabase } from '../../support/database.ts'
import type { DatabaseSource } from '../../support/database-source.ts'
import { type Recorder, startRecorder } from './recorder.ts'

/** A business of a certain size in a database of its own; what its handles send is recorded. */
export interface Sized {
  adminUrl: string
  recorder: Recorder
  /** Of which everything that is sent is recorded. */
  recorded: TestDatabase
  as: (role: 'OWNER' | 'AGENT') => ReturnType<TestBusiness['as']>
  close(): Promise<void>
}

/** Makes the rows of a business, and some of another. */
export type Fill<Filled> = (
  adminUrl: string,
  rows: number,
  ours: TestBusiness,
  other: TestBusiness,
  database: TestDatabase,
) => Promise<Filled>
type Postgres = Extract<DatabaseSource, { kind: 'postgres' }>

export async function openSized<Filled>(source: Postgres, rows: number, fill: Fill<Filled>): Promise<Sized & Filled> {
  const database = await openTestDatabase(source)
  const ours = await makeBusiness(database, { roles: ['OWNER', 'AGENT'] })
  const other = await makeBusiness(database, { roles: ['OWNER'] })
  const filled = await fill(database.adminUrl, rows, ours, other, database)
  const recorder = await startRecorder(database.gateway)
  const recorded = { ...database, gateway: { ...database.gateway, url: recorder.url } }
  return {
    ...filled,
    adminUrl: database.adminUrl,
    recorder,
    recorded,
    as: (role) => openTenant(recorded, ours.orgId, ours.userIds[role]),
    async close() {
      await recorder.close()
      await database.close()
    },
  }
}
