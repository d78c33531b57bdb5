import { type NeonQueryFunction, neon, neonConfig, Pool } from '@neondatabase/serverless'
import { afterAll, beforeAll } from 'vitest'
import type { TestDatabase } from '../support/database.ts'

/** The driver as it comes: what the Worker adds to it (core/db/meter.ts) is for all of a process, and is put back. */
export function useBareDriver(): void {
  const { fetchFunction, fetchEndpoint } = neonConfig
  beforeAll(() => {
    neonConfig.fetchFunction = undefined
  })
  afterAll(() => Object.assign(neonConfig, { fetchFunction, fetchEndpoint }))
}

/** Points the driver at a gateway, the way the Worker does on one machine. */
export function neonThrough(gatewayUrl: string, connectionString: string): NeonQueryFunction<false, false> {
  neonConfig.fetchEndpoint = `${gatewayUrl}/sql`
  return neon(connectionString)
}

export function poolThrough(gatewayUrl: string, connectionString: string, max = 2): Pool {
  neonConfig.wsProxy = () => `${new URL(gatewayUrl).host}/v2`
  neonConfig.useSecureWebSocket = false
  neonConfig.pipelineTLS = false
  neonConfig.pipelineConnect = 'password'
  return new Pool({ connectionString, max })
}

/** A table with a tenant and forced row security, and one that is unique, so that the tests need no migration. */
export async function makeProbes(database: TestDatabase): Promise<void> {
  await database.admin(`set role app_owner;
    create table probes (tenant_id uuid not null, id int not null constraint probes_id_key unique, note text);
    alter table probes enable row level security;
    alter table probes force row level security;
    create policy own on probes using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
    grant select, insert, update on probes to hub_app;
    create function refuse(code text) returns void language plpgsql as $$ begin
      raise exception 'Role may not' using errcode = code, hint = 'role', detail = 'why', constraint = 'own_name'; end $$;
    grant execute on function refuse(text) to hub_app`)
}
