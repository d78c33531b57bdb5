import { DocumentPill } from '../../components/pill.tsx'
import { PHONE, useMedia } from '../../models/use-media.ts'

interface ListedDocument {
  id: string
  status: string
  contact: { display_name: string }
  allowed_actions: readonly string[]
}

/** What a list says of a kind of document, besides its contact and its status. */
export interface ListedKind<D extends ListedDocument> {
  heading: string
  path: string
  /** A draft opens on its page, not in a drawer over the list. */
  isEditedOnItsPage?: true
  number(document: D): string | null
  until: { label: string; of(document: D): string }
  /** Columns of money; null is nothing. The last one stands alone on a phone, or the first in its place. */
  amounts: readonly { label: string; of(document: D): string | null }[]
}

interface RowsProps<D extends ListedDocument> {
  kind: ListedKind<D>
  rows: readonly D[]
  editing: string | undefined
}

export function DocumentRows<D extends ListedDocument>(props: RowsProps<D>) {
  return useMedia(PHONE) ? <PhoneRows {...props} /> : <DocumentTable {...props} />
}

const hrefOf = (
  { path, isEditedOnItsPage }: Pick<ListedKind<never>, 'path' | 'isEditedOnItsPage'>,
  { id, allowed_actions }: ListedDocument,
) => (allowed_actions.includes('update') && !isEditedOnItsPage ? `${path}?edit=${id}` : `${path}/${id}`)

function DocumentTable<D extends ListedDocument>({ kind, rows, editing }: RowsProps<D>) {
  return (
    <table class="table edged linked document-table">
      <thead>
        <tr>
          <th>{kind.heading}</th>
          <th>Contact</th>
          <th>Status</th>
          <th>{kind.until.label}</th>
          {kind.amounts.map(({ label }) => (
            <th class="number" key={label}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} class={editing === row.id ? 'selected' : undefined}>
            <td class={kind.number(row) ? 'nowrap' : 'muted'}>
              <a class="cover" href={hrefOf(kind, row)} data-row>
                {kind.number(row) ?? 'Draft'}
                <span class="visually-hidden">, {row.contact.display_name}</span>
              </a>
            </td>
            <td class="strong ellipsis contact-cell">{row.contact.display_name}</td>
            <td>
              <DocumentPill status={row.status} />
            </td>
            <td class="nowrap">{kind.until.of(row)}</td>
            {kind.amounts.map(({ label, of }) => (
              <td class={`number${of(row) === null ? ' muted' : ''}`} key={label}>
                {of(row) ?? '–'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const PhoneRows = <D extends ListedDocument>({ kind, rows }: RowsProps<D>) => (
  <ul>
    {rows.map((row) => (
      <li key={row.id}>
        <a class="row" href={hrefOf(kind, row)} data-row>
          <span class="stack none grow">
            <span class="inline">
              <span class="ellipsis grow">{row.contact.display_name}</span>
              <span class="number">{kind.amounts.at(-1)?.of(row) ?? kind.amounts[0]?.of(row)}</span>
            </span>
            <span class="inline">
              <span class="meta muted grow">
                {kind.number(row) ?? 'Draft'} · {kind.until.of(row)}
              </span>
              <DocumentPill status={row.status} />
            </span>
          </span>
        </a>
      </li>
    ))}
  </ul>
)
