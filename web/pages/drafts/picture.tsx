import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { ExternalLink } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import '../../styles/read-picture.css'
import { LinkButton } from '../../components/button.tsx'
import type { AiDraft } from '../../models/ai-drafts.ts'
import { files } from '../../models/files.ts'
import type { Suggestion } from '../../models/suggestion/editing.ts'
import { placesOnPicture } from '../../models/suggestion/on-picture.ts'
import { focusField } from './marked.tsx'

interface PictureProps {
  draft: Pick<AiDraft, 'source_id'>
  /** Undefined until what it proposes is there. */
  suggestion: Suggestion | undefined
}

/** The picture that a draft was read from, with the words of each value marked on it: each leads to its field. */
export default function Picture({ draft: { source_id }, suggestion }: PictureProps) {
  const asked = useQuery(files.one(source_id ?? ''))
  const file = asked.data
  const size = useSignal<{ width: number; height: number } | null>(null)
  const isBroken = useSignal(false)
  if (asked.error || isBroken.value)
    return <p class="muted small">The picture cannot be shown now. Its words stand below.</p>
  if (file && !/^image\//.test(file.mime_type))
    return file.download_url ? (
      <p>
        <LinkButton icon={ExternalLink} href={file.download_url} newTab>
          Open {file.file_name}
        </LinkButton>
      </p>
    ) : null
  return (
    <div class="read-picture" aria-busy={!size.value}>
      {file?.download_url && (
        <span class="read-paper">
          <img
            src={file.download_url}
            alt={file.file_name}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
              size.value = { width, height }
            }}
            onError={() => (isBroken.value = true)}
          />
          {size.value && suggestion && <Marks suggestion={suggestion} size={size.value} />}
        </span>
      )}
    </div>
  )
}

function Marks({ suggestion, size }: { suggestion: Suggestion; size: { width: number; height: number } }) {
  const { active, draft } = suggestion
  const now = useRef<HTMLAnchorElement>(null)
  const places = placesOnPicture(draft.value, suggestion.proposals(), size)
  useEffect(() => {
    now.current?.scrollIntoView({ block: 'nearest' })
  }, [active.value])
  return (
    <>
      {places.map(({ path, words, left, top, width, height }) => (
        <a
          key={path}
          ref={active.value === path ? now : undefined}
          class={`read-spot${active.value === path ? ' now' : ''}`}
          style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }}
          href={`#${path}`}
          onMouseEnter={() => (active.value = path)}
          onFocus={() => (active.value = path)}
          onClick={(event) => {
            event.preventDefault()
            focusField(path)
          }}
        >
          <span class="visually-hidden">{words}</span>
        </a>
      ))}
    </>
  )
}
