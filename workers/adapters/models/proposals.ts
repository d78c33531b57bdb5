import { ModelProposal } from '../../../core/contract/model-proposal.ts'
import type { Proposal } from '../../../core/domain/drafts/proposal.ts'
import type { Intent } from '../../../core/domain/extraction/intent/intents.ts'
import { beginning } from '../../../core/domain/kernel/beginning.ts'

const PROBLEM_MAX = 200

/** A proposal as models write it: alone, in a fence, or with words around it. Otherwise what is wrong, in our own words. */
export function readProposal(text: string, intent: Intent | undefined): { proposal: Proposal } | { problem: string } {
  const value = jsonIn(text)
  if (value === undefined) return { problem: 'no whole JSON object' }
  const parsed = ModelProposal.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue && issue.code !== 'unrecognized_keys' ? issue.path.join('.') : ''
    const said = issue?.code === 'unrecognized_keys' ? 'only intent, values, field, value and quote' : issue?.message
    return { problem: beginning(`${place ? `${place}: ` : ''}${said}`, PROBLEM_MAX) }
  }
  if (intent && parsed.data.intent !== intent) return { problem: `intent: it is ${intent}` }
  return { proposal: parsed.data }
}

function jsonIn(text: string): unknown {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')]
  if (from < 0 || to < from) return undefined
  try {
    return JSON.parse(text.slice(from, to + 1))
  } catch {
    return undefined
  }
}
