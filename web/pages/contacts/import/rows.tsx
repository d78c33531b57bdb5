import type { ComponentChildren } from 'preact'
import { ListFrame } from '../../../components/list-frame.tsx'
import {
  type ContactImport,
  type ContactImportRow,
  FIELD_LABELS,
  type RowQuery,
  rowsOfImport,
} from '../../../models/contact-import/contact-imports.ts'
import { usePages } from '../../../models/use-pages.ts'

/** Rows of an import, a page at a time, in the order of the file. */
export function Rows({
  of,
  query,
  title,
  above,
  row = (each) => <Plain of={each} />,
}: {
  of: ContactImport
  query: RowQuery
  title: string
  above?: ComponentChildren
  row?: (each: ContactImportRow) => ComponentChildren
}) {
  const pages = usePages(rowsOfImport(of.id, query))
  return (
    <section class="card clipped" aria-label={title}>
      <div class="import-head stack tight">
        <h2 class="title-pane">{title}</h2>
        {above}
      </div>
      <ListFrame flat pages={pages} what="the rows" empty={null}>
        <ul>
          {pages.rows?.map((each) => (
            <li key={each.row} class="row bare import-row">
              <span class="meta muted nowrap">{each.row}</span>
              {row(each)}
            </li>
          ))}
        </ul>
      </ListFrame>
    </section>
  )
}

const Plain = ({ of }: { of: ContactImportRow }) => (
  <span class="stack none grow">
    <span class="strong break">{of.fields.display_name}</span>
    <span class="small muted break">{restOf(of)}</span>
  </span>
)

export function restOf({ fields }: ContactImportRow): string {
  const names = Object.keys(FIELD_LABELS).filter((name) => name !== 'display_name')
  return names.flatMap((name) => fields[name] ?? []).join(' · ')
}
