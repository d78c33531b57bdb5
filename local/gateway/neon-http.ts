import type { IncomingHttpHeaders } from 'node:http'
import pg from 'pg'
import type { BoundedPool } from './pool.ts'

/** What a request to `POST /sql` asks for, in the words of @neondatabase/serverless. */
export interface SqlRequest {
  begin: string | null
  queries: { text: string; values: unknown[] }[]
  rawText: boolean
  arrayMode: boolean
}

export class BadRequest extends Error {
  override name = 'BadRequest'
}

const QUERIES_MAX = 1_000
const ISOLATION_LEVELS: Record<string, string> = {
  ReadUncommitted: 'read uncommitted',
  ReadCommitted: 'read committed',
  RepeatableRead: 'repeatable read',
  Serializable: 'serializable',
}

export function parseSqlRequest(headers: IncomingHttpHeaders, body: string): SqlRequest {
  const json = parseJson(body)
  const isBatch = Array.isArray(json.queries)
  const queries = (isBatch ? (json.queries as unknown[]) : [json]).map(parseQuery)
  if (queries.length > QUERIES_MAX) throw new BadRequest('too many queries in one batch')
  return {
    begin: isBatch ? beginStatement(headers) : null,
    queries,
    rawText: headers['neon-raw-text-output'] === 'true',
    arrayMode: headers['neon-array-mode'] === 'true',
  }
}

/** Runs one query, or a batch as one transaction that is sent in one go. */
export async function runSqlRequest(pool: BoundedPool, request: SqlRequest): Promise<unknown> {
  return pool.use(async (client) => {
    const run = (query: SqlRequest['queries'][number]) => client.query(queryConfig(query, request))
    if (request.begin === null) return present(await run(request.queries[0]!), request)
    const sent = await Promise.allSettled([
      client.query(request.begin),
      ...request.queries.map(run),
      // After a failed query this rolls back.
      client.query('commit'),
    ])
    const failed = sent.find((outcome) => outcome.status === 'rejected')
    if (failed) throw failed.reason
    const results = sent.slice(1, -1).map((outcome) => (outcome as PromiseFulfilledResult<pg.QueryArrayResult>).value)
    return { results: results.map((result) => present(result, request)) }
  })
}

/** The body of an answer with status 400, as the driver turns it into a NeonDbError. */
export function presentDatabaseError(error: pg.DatabaseError): Record<string, unknown> {
  const { message, severity, code, detail, hint, position, internalPosition, internalQuery } = error
  const { where, schema, table, column, dataType, constraint, file, line, routine } = error
  return Object.assign(
    { message, severity, code, detail, hint, position, internalPosition, internalQuery },
    { where, schema, table, column, dataType, constraint, file, line, routine },
  )
}

function parseJson(body: string): Record<string, unknown> {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    throw new BadRequest('the body is not JSON')
  }
  if (typeof json !== 'object' || json === null) throw new BadRequest('the body is not an object')
  return json as Record<string, unknown>
}

function parseQuery(query: unknown): { text: string; values: unknown[] } {
  const { query: text, params = [] } = (query ?? {}) as { query?: unknown; params?: unknown }
  if (typeof text !== 'string' || !Array.isArray(params)) throw new BadRequest('a query needs its text and its params')
  return { text, values: params }
}

function beginStatement(headers: IncomingHttpHeaders): string {
  const level = headers['neon-batch-isolation-level']
  const isolation = level === undefined ? undefined : ISOLATION_LEVELS[String(level)]
  if (level !== undefined && !isolation) throw new BadRequest('an unknown isolation level')
  return [
    'begin',
    isolation ? ` isolation level ${isolation}` : '',
    headers['neon-batch-read-only'] === 'true' ? ' read only' : '',
    headers['neon-batch-deferrable'] === 'true' ? ' deferrable' : '',
  ].join('')
}

const RAW = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig

function queryConfig(query: { text: string; values: unknown[] }, request: SqlRequest): pg.QueryArrayConfig {
  // An empty list keeps to the extended protocol, which refuses several statements in one text, as Neon does.
  return { ...query, rowMode: 'array', queryMode: 'extended', types: request.rawText ? RAW : pg.types } as never
}

function present(result: pg.QueryArrayResult, request: SqlRequest): unknown {
  const names = result.fields.map((field) => field.name)
  const rows = request.arrayMode
    ? result.rows
    : result.rows.map((row: unknown[]) => Object.fromEntries(row.map((value, i) => [names[i], value])))
  const { fields, command, rowCount } = result
  return { fields, command, rowCount, rows, rowAsArray: request.arrayMode }
}
