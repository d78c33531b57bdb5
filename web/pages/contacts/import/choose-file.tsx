import { useSignal } from '@preact/signals'
import { FileSpreadsheet } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import type { ImportTable } from '../../../../core/domain/contacts/import-columns.ts'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { ListFrame } from '../../../components/list-frame.tsx'
import {
  type ContactImport,
  contactImports,
  saveFile,
  templateFile,
} from '../../../models/contact-import/contact-imports.ts'
import { readContactFile } from '../../../models/contact-import/read-file.ts'
import { shortInstant } from '../../../models/format.ts'
import { sentence } from '../../../models/sentences.ts'
import { usePages } from '../../../models/use-pages.ts'
import { countWords } from './words.ts'

export function ChooseFile({ chosen }: { chosen: (name: string, table: ImportTable) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const problem = useSignal('')
  const isOver = useSignal(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    problem.value = ''
    try {
      const read = await readContactFile(file)
      if (read.ok) chosen(file.name, read.table)
      else problem.value = read.problem
    } catch (error) {
      problem.value = sentence(error)
    }
  }
  const over = (event: DragEvent, now: boolean) => {
    event.preventDefault()
    isOver.value = now
  }
  return (
    <>
      <section
        class={`card padded import-drop${isOver.value ? ' over' : ''}`}
        aria-labelledby="choose"
        onDragOver={(event) => over(event, true)}
        onDragLeave={(event) => over(event, false)}
        onDrop={(event) => {
          over(event, false)
          void take(event.dataTransfer?.files[0])
        }}
      >
        <Icon of={FileSpreadsheet} size="huge" />
        <h2 class="title-pane" id="choose">
          Drop a CSV file here
        </h2>
        <p class="muted prose">
          As Google Contacts, Outlook, QuickBooks or a spreadsheet export it. You look at every row before anything is
          added.
        </p>
        <Button look="primary" onClick={() => input.current?.click()}>
          Choose file
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          hidden
          aria-label="File of contacts"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            // The same file may be chosen again.
            event.currentTarget.value = ''
          }}
        />
        {problem.value && (
          <p class="banner late" role="alert">
            {problem.value}
          </p>
        )}
        <button type="button" class="text-button" onClick={() => saveFile(templateFile(), 'contacts.csv')}>
          Download an empty file to fill in
        </button>
      </section>
      <Before />
    </>
  )
}

/** What was imported, and what was begun on any device and can be gone on with. */
function Before() {
  const pages = usePages(contactImports.pages({}))
  if (!pages.error && pages.rows?.length === 0) return null
  return (
    <section aria-labelledby="before">
      <h2 class="title-pane" id="before">
        Imports
      </h2>
      <ListFrame pages={pages} what="the imports" empty={null}>
        <ul>
          {pages.rows?.map((each) => (
            <li key={each.id}>
              <a class="row" href={`/contacts/import/${each.id}`} data-row>
                <span class="stack none grow">
                  <span class="strong ellipsis">{each.file_name}</span>
                  <span class="small muted ellipsis">{stateOf(each)}</span>
                </span>
                <time class="meta muted" dateTime={each.created_at}>
                  {shortInstant(each.created_at)}
                </time>
              </a>
            </li>
          ))}
        </ul>
      </ListFrame>
    </section>
  )
}

function stateOf({ status, counts }: ContactImport): string {
  switch (status) {
    case 'OPEN':
      return `Not started: ${countWords(counts.rows, 'row')} to look at`
    case 'RUNNING':
      return 'Being imported'
    case 'UNDOING':
      return 'Being undone'
    case 'UNDONE':
      return `Undone: ${countWords(counts.undone, 'contact')}`
    case 'DONE':
      return `${countWords(counts.created, 'contact')} added, ${counts.updated} updated`
  }
}
