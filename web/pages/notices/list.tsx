import { useQuery } from '@tanstack/preact-query'
import { Bell } from 'lucide-preact'
import type { Notice } from '../../../core/contract/notices.ts'
import { noticeSentence } from '../../../core/domain/notices/sentence.ts'
import { labels, workWords } from '../../models/labels.ts'
import '../../styles/notices.css'
import { Button } from '../../components/button.tsx'
import { Check } from '../../components/check.tsx'
import { ListPage } from '../../components/list-page.tsx'
import { shortInstant } from '../../models/format.ts'
import { markRead, noticeCount, noticeSettings, notices, placeOf } from '../../models/notices.ts'
import { tell } from '../../models/tell.ts'
import { usePages } from '../../models/use-pages.ts'

/** What concerns whoever is here. */
export default function Notices() {
  const pages = usePages(notices.pages({}))
  return (
    <ListPage
      title="Notices"
      above={<Above newest={pages.rows?.[0]} />}
      pages={pages}
      what="notices"
      noneYet={{
        icon: Bell,
        title: 'Nothing new for you',
        text: `Here you are told of conversations and ${workWords()} that you are given, of approvals, of money and of what did not arrive.`,
      }}
      noneFits={null}
      rows={(rows) => (
        <ul>
          {rows.map((notice) => (
            <li key={notice.id}>
              <Row notice={notice} />
            </li>
          ))}
        </ul>
      )}
    />
  )
}

function Above({ newest }: { newest: Notice | undefined }) {
  const { data } = useQuery(noticeSettings.query)
  const choose = (daily: boolean) =>
    tell(
      noticeSettings.update({ mail: daily ? 'DAILY' : 'NEVER' }),
      daily ? 'Mailed at seven in the morning, when something is unread' : 'No mail with notices any more',
    )
  return (
    <div class="notices-above">
      <Check
        label="Mail me once a day what I have not read"
        checked={data?.mail === 'DAILY'}
        disabled={!data}
        onChange={choose}
      />
      <Button
        look="quiet"
        disabled={!newest || noticeCount.value === 0}
        onClick={() => newest && tell(markRead(newest, true), 'All marked as read')}
      >
        Mark all as read
      </Button>
    </div>
  )
}

/** It is read once it was opened. */
function Row({ notice }: { notice: Notice }) {
  const { title, context, read, at } = notice
  const words = (
    <>
      <span class={`notice-dot${read ? ' seen' : ''}`}>{!read && <span class="visually-hidden">Unread: </span>}</span>
      <span class="stack none grow">
        <span class={`ellipsis${read ? '' : ' strong'}`}>{noticeSentence(notice, labels.value.work_item)}</span>
        <span class="meta muted ellipsis">
          {[title, context].filter(Boolean).join(' · ') || 'It is gone, or not yours any more'}
        </span>
      </span>
      <time class="meta muted" dateTime={at}>
        {shortInstant(at)}
      </time>
    </>
  )
  const open = () => {
    if (!read) void markRead(notice).catch(() => {})
  }
  return title === null ? (
    <button type="button" class="row" onClick={open} data-row>
      {words}
    </button>
  ) : (
    <a class="row" href={placeOf(notice)} onClick={open} data-row>
      {words}
    </a>
  )
}
