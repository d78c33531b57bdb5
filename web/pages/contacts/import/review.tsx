import { useSignal } from '@preact/signals'
import { Button } from '../../../components/button.tsx'
import { ConfirmDialog } from '../../../components/dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { type ContactImport, contactImports } from '../../../models/contact-import/contact-imports.ts'
import { useForm } from '../../../models/form.ts'
import { go } from '../../../models/navigation.ts'
import { Duplicates } from './duplicates.tsx'
import { Rows } from './rows.tsx'
import { countWords } from './words.ts'
import { WrongRows } from './wrong-rows.tsx'

export type OnDuplicate = ContactImport['on_duplicate']

/** What would become contacts, what is wrong with the others, and who is there already. */
export function Review({ of }: { of: ContactImport }) {
  const { counts } = of
  const onDuplicate = useSignal<OnDuplicate>('SKIP')
  const isAsking = useSignal(false)
  const form = useForm({})
  const start = async () => {
    const started = () =>
      contactImports.act(of.id, 'start', { on_duplicate: onDuplicate.value, if_match_version: of.version })
    if (await form.send({}, started)) isAsking.value = false
  }
  const discard = () => form.send({}, () => contactImports.remove(of.id)).then((done) => done && go('/contacts/import'))
  const imported = counts.ready - (onDuplicate.value === 'SKIP' ? counts.duplicates : 0)
  const verb = `Import ${countWords(imported, 'contact')}`
  return (
    <>
      <section class="card padded stack" aria-labelledby="file">
        <h2 class="title-pane break" id="file">
          {of.file_name}
        </h2>
        <p>
          {countWords(counts.rows, 'row')}: {counts.ready} can be imported, {counts.wrong} need attention,{' '}
          {counts.duplicates} {counts.duplicates === 1 ? 'is' : 'are'} in your contacts already.
        </p>
        {!isAsking.value && <FormProblem error={form.problem} />}
        <div class="inline import-actions">
          <Button onClick={() => void discard()} busy={form.busy && !isAsking.value}>
            Discard
          </Button>
          <Button look="primary" disabled={imported === 0} onClick={() => (isAsking.value = true)}>
            {verb}
          </Button>
        </div>
      </section>
      {counts.wrong > 0 && <WrongRows of={of} />}
      {counts.duplicates > 0 && (
        <Duplicates of={of} value={onDuplicate.value} choose={(value) => (onDuplicate.value = value)} />
      )}
      {counts.ready > counts.duplicates && <Rows of={of} query={{ state: 'READY' }} title="To be imported" />}
      {isAsking.value && (
        <ConfirmDialog
          title={`${verb}?`}
          keep="Not yet"
          verb={verb}
          busy={form.busy}
          error={<FormProblem error={form.problem} />}
          onKeep={() => (isAsking.value = false)}
          onConfirm={() => void start()}
        >
          <p>
            {counts.wrong > 0 && `${countWords(counts.wrong, 'row')} with a problem stay out. `}
            You can undo the import for 24 hours.
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}
