import type { SendInvoice } from '../../contract/invoices.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { outcomeStep, queueStep } from '../outbound/steps.ts'
import { sha256Hex } from '../secrets.ts'
import { attachedPaper } from './attached-paper.ts'
import { wordsOf } from './mail-words.ts'
import { mintStep, type PortalLink } from './portal-links.ts'
import { actionOf, type SendPorts, type SentKind, type SentRow } from './sent-kind.ts'
import { claimStep, countMailStep, finaliseStep, issueSteps, unclaimStep } from './steps.ts'

/** Longer than the mail provider's timeout, so that nobody sends twice while it is thinking. */
const CLAIM_SECONDS = 30

interface Mailing {
  verb: 'send' | 'send_again'
  input: SendInvoice
  changes: Record<string, unknown>
  /** What is said when the provider takes no mail. */
  failed: string
}

/** One mail with a link of its own, beside those that were mailed before: claim, call, settle or release. */
export async function mailDocument<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  ports: SendPorts,
  kind: SentKind<Row, Claimed>,
  found: Row,
  { verb, input, changes, failed }: Mailing,
): Promise<Row> {
  const { id } = found
  const to = input.to ?? found.contact.email ?? ''
  const link = await ports.links.mint(kind.kind)
  const key = await providerKey(kind, verb, found, input.to)
  const claimed = await claim(tenant, kind, verb, found, { to, link, key, version: input.if_match_version })
  const letter = kind.letter(ports, claimed, { url: link.url, ...wordsOf(input) })
  const { attachments, keep } = await attachedPaper(ports, kind, claimed, link.url)
  const outcome = await ports.mailer.send({ key, isAutomatic: false, to, ...letter, attachments })
  if (outcome.outcome === 'accepted')
    return tenant.settle(
      { action: actionOf(kind, verb), id, changes },
      [
        ...issueSteps(tenant, kind, id, verb),
        outcomeStep(tenant, key, outcome),
        ...(kind.sentSteps?.(tenant, id) ?? []),
        ...keep(tenant),
      ],
      kind.object(id),
      kind.parse,
    )
  await tenant.release({ action: actionOf(kind, `${verb}_failed`), id, changes: { detail: outcome.reason } }, [
    unclaimStep(tenant, kind.kind, id),
    outcomeStep(tenant, key, outcome),
  ])
  const details = [{ field: input.to ? 'to' : 'contact.email', message: outcome.reason }]
  throw new AppError('PROVIDER_ERROR', failed, { details })
}

interface Claim {
  to: string
  link: PortalLink
  key: string
  version: number | undefined
}

const claim = <Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  verb: Mailing['verb'],
  { id, version }: Row,
  wanted: Claim,
) =>
  tenant.write(
    {
      action: actionOf(kind, `${verb}_attempted`),
      id,
      version: wanted.version ?? version,
      leaseSeconds: CLAIM_SECONDS,
    },
    [
      countMailStep(tenant, wanted.to),
      claimStep(tenant, kind.kind, id, CLAIM_SECONDS),
      finaliseStep(tenant, kind.kind, id),
      mintStep(tenant, wanted.link, kind.kind, id),
      queueStep(tenant, {
        id: newId(),
        kind: kind.kind,
        object_id: id,
        key: wanted.key,
        to_address: wanted.to,
        lease: CLAIM_SECONDS,
      }),
    ],
    kind.claimedObject(id),
    kind.parseClaimed,
  )

/**
 * The provider's key has no version in it: a take-over after a crash must not mail twice. What is sent again is another mail
 * once the one before has settled; so is one to an address of its own.
 */
async function providerKey(
  { kind }: Pick<SentKind, 'kind'>,
  verb: Mailing['verb'],
  { id, last_sent_at }: SentRow,
  to: string | undefined,
) {
  const parts = [`${kind}.${verb}`, id]
  if (last_sent_at !== null) parts.push(last_sent_at)
  if (to) parts.push(await sha256Hex(to))
  return parts.join(':')
}
