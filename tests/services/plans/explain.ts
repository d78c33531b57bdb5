import pg from 'pg'
import type { Query } from './recorder.ts'

/** The plans of statements inside functions come as notices of the session that the administrator prepared. */
const TELL_NESTED = `load 'auto_explain';
  set auto_explain.log_nested_statements = on; set auto_explain.log_analyze = on; set auto_explain.log_buffers = on;
  set auto_explain.log_timing = off; set auto_explain.log_min_duration = 0; set auto_explain.log_format = json;
  set auto_explain.log_level = notice; set session authorization hub_app`
/** The connection keeps a plan of a function's statement from its sixth run on. */
const RUNS = 7
/** What enters by itself. */
const ALONE: Query = { text: 'select 1', values: [] }
/** A table of so few rows is read whole, however many another has. */
const FEW_ROWS = 100

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Node[]
}

export interface Plan {
  /** Pages looked at, by everything below and by the functions that were called. */
  buffers: number
  /** How often a tree was entered from its root. */
  descents: number
  /** Tables that were read from end to end. */
  scanned: string[]
  /** The most rows that any step sorted. */
  sorted: number
  /** Every step, for whoever reads a failure. */
  told: string
}

/**
 * The plans of a read batch, run again as hub_app: its first statement enters, each other is explained. What its functions
 * ask is a part of it, as the connection has kept it.
 */
export async function explain(adminUrl: string, batch: Query[]): Promise<Plan[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  let nested: Node[] = []
  client.on('notice', ({ message }) => nested.push(...nestedPlan(message ?? '')))
  await client.connect()
  await client.query(TELL_NESTED)
  const [enter, ...queries] = batch.length === 1 ? [ALONE, ...batch] : batch
  const explained = queries.map(({ text, values }) => ({
    text: `explain (analyze, buffers, format json) ${text}`,
    values,
  }))
  try {
    let plans: Plan[] = []
    // The first run also fills the session's caches, from pages of the catalog.
    for (let run = 0; run < RUNS; run++) {
      plans = []
      await client.query('begin')
      await client.query(enter!.text, enter!.values)
      for (const query of explained) {
        nested = []
        const { rows } = await client.query(query)
        plans.push(readPlan(rows[0]['QUERY PLAN'][0].Plan, nested))
      }
      await client.query('rollback')
    }
    return plans
  } finally {
    await client.end()
  }
}

/** Of the statement that is explained itself nothing: its answer says it. */
function nestedPlan(message: string): Node[] {
  const told = /^duration: .* plan:\n(\{.*\})$/s.exec(message)?.[1]
  const plan = told && (JSON.parse(told) as { 'Query Text': string; Plan: Node })
  return plan && !plan['Query Text'].startsWith('explain') ? [plan.Plan] : []
}

function readPlan(root: Node, nested: Node[]): Plan {
  const run = (roots: Node[]) => roots.flatMap(below).filter((node) => node['Actual Loops'] > 0)
  const nodes = run([root, ...nested])
  const scans = [
    ...run([root]).filter(isScan),
    ...run(nested).filter((node) => isScan(node) && rowsRead(node) > FEW_ROWS),
  ]
  return {
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    descents: nodes
      .filter((node) => /Index/.test(node['Node Type']))
      .reduce((sum, node) => sum + node['Actual Loops'], 0),
    scanned: scans.map((node) => node['Relation Name'] ?? ''),
    sorted: Math.max(0, ...nodes.filter((node) => node['Node Type'] === 'Sort').map(inputRows)),
    told: [root, ...nested].map((one) => tell(one, 0)).join('\n'),
  }
}

const isScan = (node: Node) => node['Node Type'] === 'Seq Scan'
const rowsRead = (node: Node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']

const below = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(below)]
const inputRows = ({ Plans: [input] = [] }: Node): number => (input ? input['Actual Rows'] * input['Actual Loops'] : 0)

const tell = (node: Node, depth: number): string =>
  [
    `${'  '.repeat(depth)}${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''} rows=${node['Actual Rows']} loops=${node['Actual Loops']} buffers=${node['Shared Hit Blocks'] + node['Shared Read Blocks']}`,
    ...(node.Plans ?? []).map((child) => tell(child, depth + 1)),
  ].join('\n')
