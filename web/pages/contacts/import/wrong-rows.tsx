import { useSignal } from '@preact/signals'
import { Button } from '../../../components/button.tsx'
import { TextField } from '../../../components/text-field.tsx'
import {
  type ContactImport,
  type ContactImportRow,
  contactImports,
  FIELD_LABELS,
  mended,
  saveFile,
  wrongRowsFile,
} from '../../../models/contact-import/contact-imports.ts'
import { sentence } from '../../../models/sentences.ts'
import { tell } from '../../../models/tell.ts'
import { Rows, restOf } from './rows.tsx'

/** Rows that cannot be contacts as they are: mended here, or taken away as a file. */
export const WrongRows = ({ of }: { of: ContactImport }) => (
  <Rows
    of={of}
    query={{ state: 'WRONG' }}
    title="Need attention"
    above={
      <p class="muted prose">
        {of.status === 'OPEN' ? 'Mend them here, or import the others and ' : 'They stayed out: '}
        <DownloadWrong of={of} />
      </p>
    }
    row={(row) => (of.status === 'OPEN' ? <Mend of={of} row={row} /> : <Reason row={row} />)}
  />
)

const DownloadWrong = ({ of }: { of: ContactImport }) => (
  <button
    type="button"
    class="text-button"
    onClick={() =>
      tell(
        wrongRowsFile(of.id).then((file) => saveFile(file, 'rows-to-mend.csv')),
        'Downloaded',
      )
    }
  >
    download these as a file
  </button>
)

const Reason = ({ row }: { row: ContactImportRow }) => (
  <span class="stack none grow">
    <span class="strong break">{row.fields.display_name ?? restOf(row)}</span>
    <span class="small break">{row.problem?.message}</span>
  </span>
)

function Mend({ of, row }: { of: ContactImport; row: ContactImportRow }) {
  const field = row.problem?.field ?? 'display_name'
  const before = row.fields[field]
  const text = useSignal(Array.isArray(before) ? before.join(', ') : (before ?? ''))
  const problem = useSignal(row.problem?.message ?? '')
  const busy = useSignal(false)
  const save = async () => {
    if (busy.value) return
    busy.value = true
    try {
      await contactImports.act(of.id, 'add-rows', { rows: [mended(row, field, text.value)] })
    } catch (error) {
      problem.value = sentence(error)
    } finally {
      busy.value = false
    }
  }
  return (
    <form
      class="import-mend grow"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <span class="stack none">
        <span class="strong break">{row.fields.display_name ?? 'Without a name'}</span>
        <span class="small muted break">{restOf(row)}</span>
      </span>
      <TextField
        label={`${FIELD_LABELS[field] ?? field}, row ${row.row}`}
        value={text.value}
        onInput={(value) => (text.value = value)}
        error={row.problem?.message ?? problem.value}
      />
      <Button type="submit" busy={busy.value}>
        Save
      </Button>
    </form>
  )
}
