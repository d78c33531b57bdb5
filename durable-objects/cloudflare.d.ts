// The one runtime module we use; the ambient types of the whole runtime would clash with the browser's.
declare module 'cloudflare:workers' {
  import type { DurableObjectState, Rpc } from '@cloudflare/workers-types'
  export abstract class DurableObject<E = unknown> implements Rpc.DurableObjectBranded {
    [Rpc.__DURABLE_OBJECT_BRAND]: never
    constructor(ctx: DurableObjectState, env: E)
    protected ctx: DurableObjectState
    protected env: E
  }
}
