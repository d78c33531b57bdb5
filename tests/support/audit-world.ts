import { connect, Meter } from '../../core/db/meter.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { AuditKeys } from '../../core/services/audit/keys.ts'
import type { HeadStore, StoredHead } from '../../core/services/audit/ports.ts'
import { sealAudit } from '../../core/services/audit/seal.ts'
import { verifyAudit } from '../../core/services/audit/verify.ts'
import { Cursors } from '../../core/services/cursor.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'

export interface FakeHeads extends HeadStore {
  kept: Map<string, StoredHead>
  isDown: boolean
}

/** As R2 keeps them: whoever did not see what he replaces is refused. */
export function fakeHeads(): FakeHeads {
  const kept = new Map<string, StoredHead>()
  const heads: FakeHeads = {
    kept,
    isDown: false,
    async read(tenantId) {
      return kept.get(tenantId) ?? null
    },
    async write(tenantId, head, replaces) {
      if (heads.isDown) throw new Error('down')
      if (kept.get(tenantId)?.etag !== replaces?.etag) return false
      kept.set(tenantId, { ...head, etag: crypto.randomUUID() })
      return true
    },
  }
  return heads
}

/** What seals and verifies the audit of a test's database. */
export function auditWorld(database: TestDatabase, secrets: readonly string[] = ['the key of these tests']) {
  const heads = fakeHeads()
  const meter = new Meter()
  const system = new SystemDb(connect({ url: database.appUrl, gateway: database.gateway.url }, meter))
  const ports = { system, auditKeys: new AuditKeys(secrets), auditHeads: heads, cursors: new Cursors('a secret') }
  return {
    heads,
    meter,
    ports,
    seal: (rowsMax?: number) => sealAudit(ports, rowsMax),
    /** The verdict of one call, or of all that a long history needs. */
    async verify(b: TestBusiness, limits?: Parameters<typeof verifyAudit>[3]) {
      let checked = 0
      let calls = 0
      for (let cursor: string | undefined; ; ) {
        const { verdict, cursor: next } = await verifyAudit(b.as('OWNER'), ports, cursor, limits)
        checked += verdict.checked
        calls += 1
        if (next === null) return { ...verdict, checked, calls }
        cursor = next
      }
    },
    /** Rows as any write leaves them. */
    write: (b: TestBusiness, count: number) =>
      database.admin<{ id: string }>(
        `insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, before, after, request_id, ip_address)
         select $1, now(), $2, 'item.update', 'item', gen_random_uuid(), '{"name": "Bolt"}', jsonb_build_object('name', 'Nut ' || n), 'req_' || n, '192.0.2.1'
         from generate_series(1, $3) n returning id`,
        [b.tenantId, b.userIds.OWNER, count],
      ),
    seals: (b: TestBusiness) =>
      database.admin<{ seq: string; ids: string[] }>(
        'select seq, ids from app.audit_seals where tenant_id = $1 order by seq',
        [b.tenantId],
      ),
    rows: async (b: TestBusiness) =>
      (
        await database.admin<{ id: string }>('select id from app.audit where tenant_id = $1 order by id', [b.tenantId])
      ).map(({ id }) => id),
    /** As somebody who may do anything with the database, and has switched its triggers off. */
    tamper: (sql: string) => database.admin(`begin; set local session_replication_role = replica; ${sql}; commit`),
  }
}

export type AuditWorld = ReturnType<typeof auditWorld>
