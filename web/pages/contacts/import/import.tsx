import { useSignal } from '@preact/signals'
import { ChevronLeft } from 'lucide-preact'
import { useRoute } from 'preact-iso'
import type { ImportTable } from '../../../../core/domain/contacts/import-columns.ts'
import '../../../styles/import.css'
import { PageHeading } from '../../../components/heading.tsx'
import { Icon } from '../../../components/icon.tsx'
import { NoAccess } from '../../../components/states.tsx'
import { may } from '../../../models/permissions.ts'
import { ChooseFile } from './choose-file.tsx'
import { MatchColumns } from './match-columns.tsx'
import { OneImport } from './one-import.tsx'

/** Customers from another program: a file is chosen, its columns are matched, its rows are looked at, then they become contacts. */
export default function ImportContacts() {
  const { id } = useRoute().params
  if (!may('contact_imports.create')) return <NoAccess what="imports of contacts" />
  return (
    <div class="page import">
      <a class="back" href={id ? '/contacts/import' : '/contacts'}>
        <Icon of={ChevronLeft} /> {id ? 'Imports' : 'Contacts'}
      </a>
      <header class="page-header">
        <PageHeading title="Import contacts" />
      </header>
      {id ? <OneImport key={id} id={id} /> : <NewImport />}
    </div>
  )
}

function NewImport() {
  const chosen = useSignal<{ name: string; table: ImportTable } | null>(null)
  return chosen.value ? (
    <MatchColumns {...chosen.value} back={() => (chosen.value = null)} />
  ) : (
    <ChooseFile chosen={(name, table) => (chosen.value = { name, table })} />
  )
}
