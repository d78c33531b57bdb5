import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Upload } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { SettingsList } from '../../components/settings-list.tsx'
import { type Import, importsQuery, isAtWork, startImport } from '../../models/archive.ts'
import { useForm } from '../../models/form.ts'
import { capitalised, longInstant, plural } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { changedEverything } from '../../models/queries.ts'

/** Fills a new business from an archive; while that goes on nobody else writes. */
export function DataImport() {
  const chosen = useSignal<File | null>(null)
  const list = useQuery(importsQuery)
  const isBusy = list.data?.some(isAtWork) === true
  useEffect(() => {
    // What it brought is on other pages.
    if (!isBusy) changedEverything()
  }, [isBusy])
  return (
    <SettingsList
      title="Import"
      lead="Fills this business with an archive that an export made. It must be empty: make a new business first, in the menu with your name. Nobody is mailed, charged or reminded because of it; you invite your team again, and say yourself what goes on."
      action={may('imports.create') && <ChooseButton busy={isBusy} choose={(file) => (chosen.value = file)} />}
      list={list}
      what="the imports"
      skeletons={1}
      empty={<p class="muted">Nothing was imported.</p>}
      row={(each) => <ImportRow key={each.job_id} of={each} />}
    >
      {chosen.value && <StartDialog file={chosen.value} close={() => (chosen.value = null)} />}
    </SettingsList>
  )
}

function ChooseButton({ busy, choose }: { busy: boolean; choose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={Upload} busy={busy} onClick={() => input.current?.click()}>
        Choose an archive
      </Button>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        hidden
        aria-label="Archive to import"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) choose(file)
          // The same file may be chosen again.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

function StartDialog({ file, close }: { file: File; close: () => void }) {
  const form = useForm({})
  const share = useSignal<number | null>(null)
  const start = async () => {
    share.value = 0
    const isStarted = await form.send({}, () => startImport(file, (now) => (share.value = now)))
    share.value = null
    if (isStarted) close()
  }
  return (
    <ConfirmDialog
      title="Fill this business?"
      keep="Not now"
      verb="Import"
      busy={form.busy}
      error={<FormProblem error={form.problem} />}
      onKeep={close}
      onConfirm={() => void start()}
    >
      <p>
        Its settings become those of {file.name}, and everything in it comes in. What cannot be imported is refused
        whole, and nothing of it stays.
      </p>
      {share.value !== null && <progress aria-label="How much of the archive was sent" value={share.value} />}
    </ConfirmDialog>
  )
}

const ImportRow = ({ of }: { of: Import }) => (
  <li class="row bare data-row">
    <span class="stack none grow">
      <span class="strong">{capitalised(longInstant(of.created_at))}</span>
      <span class="muted">{stateOf(of)}</span>
      {isAtWork(of) && <progress aria-label="How far the import is" value={of.progress} max={100} />}
    </span>
    {of.status === 'READY' && (
      <a class="button quiet" href="/settings/team">
        Invite your team
      </a>
    )}
  </li>
)

function stateOf({ status, progress, rows, reason }: Import): string {
  if (status === 'QUEUED') return 'Begins in a moment'
  if (status === 'RUNNING' && reason) return 'It could not be imported: what came in is taken back'
  if (status === 'RUNNING') return `Looking and filling, ${progress} %`
  if (status === 'FAILED') return reason ?? 'It could not be imported'
  return `${plural(rows, 'row')} came in`
}
