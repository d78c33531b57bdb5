import { useSignal } from '@preact/signals'
import { contactOf, type ImportColumn, type ImportTable } from '../../../../core/domain/contacts/import-columns.ts'
import type { ColumnTarget } from '../../../../core/domain/contacts/import-headers.ts'
import { Button } from '../../../components/button.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { beginImport, countryFinder, FIELD_LABELS, sendTable } from '../../../models/contact-import/contact-imports.ts'
import { go } from '../../../models/navigation.ts'
import { countWords } from './words.ts'

const { display_name, ...others } = FIELD_LABELS
const CHOICES = Object.entries({
  display_name,
  first_name: 'First name',
  middle_name: 'Middle name',
  last_name: 'Last name',
  ...others,
  kept: 'Keep in the notes',
  ignore: 'Leave out',
}).map(([value, label = value]) => ({ value, label }))
const PREVIEWED = 5

/** Which column is what, as it was recognised; a preview of what comes of it; then the rows go to be looked at. */
export function MatchColumns({ name, table, back }: { name: string; table: ImportTable; back: () => void }) {
  const columns = useSignal<readonly ImportColumn[]>(table.columns)
  const sent = useSignal<number | null>(null)
  const problem = useSignal<unknown>(null)
  // What broke off goes on in the same import.
  const begun = useSignal<string | null>(null)
  const choose = (at: number, target: string) => {
    columns.value = columns.value.map((column, each) =>
      each === at ? { ...column, target: target as ColumnTarget } : column,
    )
  }
  const check = async () => {
    problem.value = null
    sent.value = 0
    try {
      begun.value ??= (await beginImport(name)).id
      const id = begun.value
      await sendTable(id, { ...table, columns: [...columns.value] }, (share) => (sent.value = share))
      go(`/contacts/import/${id}`)
    } catch (error) {
      problem.value = error
      sent.value = null
    }
  }
  return (
    <>
      <section class="card padded stack" aria-labelledby="columns">
        <h2 class="title-pane" id="columns">
          {name}: {countWords(table.rows.length, 'row')}
        </h2>
        <p class="muted prose">Is every column what it should be? What you keep in the notes is never lost.</p>
        <ul class="import-columns">
          {columns.value.map(({ header, target }, at) => (
            <li key={at}>
              <span class="stack none">
                <span class="strong break">{header}</span>
                <span class="small muted ellipsis">{sampleOf(table, at)}</span>
              </span>
              <SelectField
                label={`What ${header} is`}
                hideLabel
                value={target}
                choices={CHOICES}
                onChange={(value) => choose(at, value)}
              />
            </li>
          ))}
        </ul>
      </section>
      <Preview table={table} columns={columns.value} />
      <FormProblem error={problem.value} />
      <div class="inline import-actions">
        <Button onClick={back} disabled={sent.value !== null}>
          Another file
        </Button>
        <Button look="primary" busy={sent.value !== null} onClick={() => void check()}>
          {sent.value === null ? `Check ${countWords(table.rows.length, 'row')}` : 'Checking…'}
        </Button>
        {sent.value !== null && <progress aria-label="Rows that were sent" value={sent.value} />}
      </div>
    </>
  )
}

const sampleOf = ({ rows }: ImportTable, at: number) =>
  rows.find((row) => row[at]?.trim())?.[at]?.slice(0, 80) ?? 'Nothing in it'

function Preview({ table, columns }: { table: ImportTable; columns: readonly ImportColumn[] }) {
  const countryOf = countryFinder()
  return (
    <section class="card padded stack" aria-labelledby="preview">
      <h2 class="title-pane" id="preview">
        The first rows
      </h2>
      <ul class="import-preview">
        {table.rows.slice(0, PREVIEWED).map((row, at) => {
          const { display_name: title = 'Without a name', ...fields } = contactOf(columns, row, countryOf)
          return (
            <li key={at}>
              <span class="strong break">{title}</span>
              <span class="small muted break">{Object.values(fields).join(' · ')}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
