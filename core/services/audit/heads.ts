import { sql } from 'drizzle-orm'
import type { Head } from '../../domain/audit/seals.ts'
import type { SealPorts } from './seal.ts'

const HEADS_MAX = 200

interface Waiting extends Head, Record<string, unknown> {
  tenant_id: string
}

/** Tells the store outside of new seals; one that does not follow what is known there is left for people to look at, with an alert. */
export async function storeHeads({ system, auditHeads }: Omit<SealPorts, 'auditKeys'>): Promise<void> {
  const waiting = await system.rows<Waiting>(sql`app.waiting_heads(${HEADS_MAX}::int)`)
  if (waiting.length === 0) return
  const found = await Promise.all(waiting.map(async (head) => ({ head, known: await auditHeads.read(head.tenant_id) })))
  const asked = found.flatMap(({ head, known }) => (known ? [{ tenant_id: head.tenant_id, seq: known.seq }] : []))
  const rows = asked.length
    ? await system.rows<{ tenant_id: string; digest: string | null }>(
        sql`app.seal_digests(${JSON.stringify(asked)}::jsonb)`,
      )
    : []
  const here = new Map(rows.map(({ tenant_id, digest }) => [tenant_id, digest]))
  const told = await Promise.all(
    found.map(async ({ head: { tenant_id, seq, digest }, known }) => {
      if (known && here.get(tenant_id) !== known.digest) return [{ tenant_id }]
      const head = { seq: Number(seq), digest }
      // Somebody who was later stood here first.
      if (known && known.seq >= head.seq) return [{ tenant_id, seq: known.seq }]
      return (await auditHeads.write(tenant_id, head, known)) ? [{ tenant_id, seq: head.seq }] : []
    }),
  )
  await system.rows(sql`app.heads_stored(${JSON.stringify(told.flat())}::jsonb)`)
}
