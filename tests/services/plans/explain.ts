import pg from 'pg'
import type { Query } from './recorder.ts'

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
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

/** The plans of a read batch, run again as hub_app: its first statement enters, each other is explained. */
export async function explain(appUrl: string, batch: Query[]): Promise<Plan[]> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  const [enter, ...queries] = batch
  const explained = queries.map(({ text, values }) => ({
    text: `explain (analyze, buffers, format json) ${text}`,
    values,
  }))
  try {
    let plans: Plan[] = []
    // The first run also fills the session's caches, from pages of the catalog.
    for (let run = 0; run < 2; run++) {
      plans = []
      await client.query('begin')
      await client.query(enter!.text, enter!.values)
      for (const query of explained) plans.push(readPlan((await client.query(query)).rows[0]['QUERY PLAN'][0].Plan))
      await client.query('rollback')
    }
    return plans
  } finally {
    await client.end()
  }
}

function readPlan(root: Node): Plan {
  const nodes = below(root).filter((node) => node['Actual Loops'] > 0)
  return {
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    descents: nodes
      .filter((node) => /Index/.test(node['Node Type']))
      .reduce((sum, node) => sum + node['Actual Loops'], 0),
    scanned: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? ''),
    sorted: Math.max(0, ...nodes.filter((node) => node['Node Type'] === 'Sort').map(inputRows)),
    told: tell(root, 0),
  }
}

const below = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(below)]
const inputRows = ({ Plans: [input] = [] }: Node): number => (input ? input['Actual Rows'] * input['Actual Loops'] : 0)

const tell = (node: Node, depth: number): string =>
  [
    `${'  '.repeat(depth)}${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''} rows=${node['Actual Rows']} loops=${node['Actual Loops']} buffers=${node['Shared Hit Blocks'] + node['Shared Read Blocks']}`,
    ...(node.Plans ?? []).map((child) => tell(child, depth + 1)),
  ].join('\n')
