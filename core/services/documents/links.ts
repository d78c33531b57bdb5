import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import { mintStep, type PortalLink, type PortalLinks, revokeStep } from './portal-links.ts'
import { refuseProblemsOf, statusAfter } from './send.ts'
import { actionOf, type SentKind, type SentRow } from './sent-kind.ts'
import { finaliseStep, issueSteps } from './steps.ts'

/** The person sent it himself, on paper or otherwise: numbered, frozen and open (C-11). Two trips. */
export function markDocumentSent<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  id: string,
  version?: number,
): Promise<Row> {
  const action = actionOf(kind, 'mark_sent')
  return tenant.once(action, kind.parse, async () => {
    const draft = await kind.load(tenant, action, id)
    if (kind.startsFrom('mark_sent', draft)) await refuseProblemsOf(tenant, kind, draft, kind.issueProblems(draft))
    return tenant.write(
      { action, id, version: version ?? draft.version, changes: { status: statusAfter(action) } },
      [finaliseStep(tenant, kind.kind, id), ...issueSteps(tenant, kind, id)],
      kind.object(id),
      kind.parse,
    )
  })
}

export interface Minted<Row> {
  row: Row
  url: string
}

/** A link of its own for each call; on a draft it finalises like mark-sent (DESIGN 7). */
export async function createLink<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  links: PortalLinks,
  kind: SentKind<Row, Claimed>,
  id: string,
): Promise<Minted<Row>> {
  const action = kind.links.create
  const link = await links.mint(kind.kind)
  const recorded = await tenant.once(action, parseMinted(kind), async () => {
    const found = await kind.load(tenant, action, id)
    const becomesFinal = kind.startsFrom('mark_sent', found)
    if (becomesFinal) await refuseProblemsOf(tenant, kind, found, kind.issueProblems(found))
    return tenant.write(
      { action, id, version: found.version },
      [
        ...(becomesFinal ? [finaliseStep(tenant, kind.kind, id), ...issueSteps(tenant, kind, id)] : []),
        mintStep(tenant, link, kind.kind, id),
      ],
      mintedObject(kind, id, link),
      parseMinted(kind),
    )
  })
  return mintedOf(links, kind, link, recorded)
}

/** Closes every link of the document at once, also those in old mails. */
export const revokeLinks = <Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  kind: SentKind<Row, Claimed>,
  id: string,
): Promise<Row> =>
  tenant.write({ action: kind.links.revoke, id }, [revokeStep(tenant, id)], kind.object(id), kind.parse)

/** Closes every link and opens a new one. */
export async function rotateLinks<Row extends SentRow, Claimed extends Row>(
  tenant: TenantDb,
  links: PortalLinks,
  kind: SentKind<Row, Claimed>,
  id: string,
): Promise<Minted<Row>> {
  const link = await links.mint(kind.kind)
  const recorded = await tenant.write(
    { action: kind.links.rotate, id },
    [revokeStep(tenant, id), mintStep(tenant, link, kind.kind, id)],
    mintedObject(kind, id, link),
    parseMinted(kind),
  )
  return mintedOf(links, kind, link, recorded)
}

const Salted = z.object({ link_salt: z.string() })

/** What the key of a link records: the document, and the salt of the link that its first call made. */
const mintedObject = ({ object }: Pick<SentKind, 'object'>, id: string, { salt }: PortalLink): SQL =>
  sql`${object(id)} || jsonb_build_object('link_salt', ${salt}::text)`

const parseMinted =
  <Row>({ parse }: { parse(object: unknown): Row }) =>
  (recorded: unknown) => ({ row: parse(recorded), salt: Salted.parse(recorded).link_salt })

/** A replay shows the link of the first call. */
async function mintedOf<Row>(
  links: PortalLinks,
  { kind }: Pick<SentKind, 'kind'>,
  link: PortalLink,
  { row, salt }: { row: Row; salt: string },
): Promise<Minted<Row>> {
  const { url } = salt === link.salt ? link : await links.mint(kind, salt)
  return { row, url }
}
