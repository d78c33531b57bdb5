import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Archive, Download } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { Button } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { SettingsList } from '../../components/settings-list.tsx'
import { meQuery } from '../../models/account.ts'
import {
  downloadExport,
  type Export,
  exportSchedule,
  exportsQuery,
  isAtWork,
  startExport,
} from '../../models/archive.ts'
import { sizeOf } from '../../models/files.ts'
import { useForm } from '../../models/form.ts'
import { capitalised, longInstant, quantity, shortDayOf } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { Tried, TryRestore } from './data-rehearsal.tsx'

const LEAD =
  'All of your business in one ZIP: customers, messages, work, documents with their PDFs, payments, expenses and files, as tables for a spreadsheet and complete for another program. No passwords, links or keys are in it. It is kept for seven days.'

/** Asks for an archive, shows how far it is, and hands it out for as long as it is kept. */
export const DataExport = () => (
  <PastExports tries>
    <Schedule />
  </PastExports>
)

/** The same without what is written: of a closed business, too. */
export function PastExports({ tries = false, children }: { tries?: boolean; children?: ComponentChildren }) {
  const form = useForm({})
  useQuery(meQuery)
  const list = useQuery(exportsQuery)
  const start = () => void form.send({}, startExport)
  return (
    <SettingsList
      title="Export"
      lead={LEAD}
      action={
        may('exports.create') && (
          <Button look="primary" icon={Archive} busy={form.busy || list.data?.some(isAtWork) === true} onClick={start}>
            Export everything
          </Button>
        )
      }
      list={list}
      what="the exports"
      skeletons={2}
      empty={<p class="muted">Nothing was exported yet.</p>}
      row={(each) => <ExportRow key={each.job_id} of={each} tries={tries} />}
    >
      <FormProblem error={form.problem} />
      {children}
    </SettingsList>
  )
}

const OFTEN = [
  { value: 'NEVER', label: 'Never' },
  { value: 'DAY', label: 'Each night' },
  { value: 'WEEK', label: 'Each Monday' },
  { value: 'MONTH', label: 'On the first of each month' },
] as const

/** A rule that a person writes; kept at once. */
function Schedule() {
  const { data } = useQuery(exportSchedule.query)
  const choose = async (every: string) => {
    try {
      await exportSchedule.update({ every: every as (typeof OFTEN)[number]['value'] })
    } catch (error) {
      showToast({ text: sentence(error), kind: 'failed' })
    }
  }
  return (
    <SelectField
      label="Also by itself"
      value={data?.every ?? 'NEVER'}
      choices={OFTEN}
      onChange={(every) => void choose(every)}
      hint={data?.next_at ? `Next ${longInstant(data.next_at)}` : undefined}
      disabled={!data?.allowed_actions.includes('schedule')}
    />
  )
}

function ExportRow({ of, tries }: { of: Export; tries: boolean }) {
  return (
    <li class="row bare data-row">
      <span class="stack none grow">
        <span class="strong">{capitalised(longInstant(of.created_at))}</span>
        <span class="muted">{stateOf(of)}</span>
        {tries && <Tried of={of} />}
        {isAtWork(of) && <progress aria-label="How far the export is" value={of.progress} max={100} />}
      </span>
      {tries && <TryRestore of={of} />}
      {of.download_url && <DownloadButton of={of} />}
    </li>
  )
}

function stateOf({ status, progress, download_url, size_bytes, rows, reason, expires_at }: Export): string {
  if (status === 'QUEUED') return 'Begins in a moment'
  if (status === 'RUNNING') return `Getting ready, ${progress} %`
  if (status === 'FAILED') return `Could not be made: ${reason ?? 'try again'}`
  if (!download_url) return 'No longer kept'
  const kept = expires_at ? `, kept until ${shortDayOf(expires_at)}` : ''
  return `${sizeOf(size_bytes ?? 0)}, ${quantity(String(rows), null)} rows${kept}`
}

export function DownloadButton({ of }: { of: Export }) {
  const isAsking = useSignal(false)
  const download = async () => {
    isAsking.value = true
    try {
      const url = await downloadExport(of.job_id)
      if (url) location.assign(url)
      else showToast({ text: 'This archive is no longer kept: export again' })
    } catch (error) {
      showToast({ text: sentence(error), kind: 'failed' })
    } finally {
      isAsking.value = false
    }
  }
  return (
    <Button icon={Download} busy={isAsking.value} onClick={() => void download()}>
      Download
    </Button>
  )
}
