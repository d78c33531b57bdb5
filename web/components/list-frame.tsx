import type { ComponentChildren } from 'preact'
import { shortInstant } from '../models/format.ts'
import type { usePages } from '../models/use-pages.ts'
import { Button } from './button.tsx'
import { Problem, SkeletonRows } from './states.tsx'

type Pages = ReturnType<typeof usePages>

/** The inside of a list: skeleton, error with the last rows under it, empty, rows, and the next page. */
export function ListFrame({
  pages,
  what,
  empty,
  flat,
  children,
}: {
  pages: Omit<Pages, 'rows'> & { rows: readonly unknown[] | undefined }
  what: string
  empty: ComponentChildren
  /** Inside of a card. */
  flat?: boolean
  children: ComponentChildren
}) {
  const { rows } = pages
  return (
    <div class={flat ? undefined : 'card clipped list'} aria-busy={pages.isLoading || pages.isChanging}>
      {pages.error && <Problem error={pages.error} what={what} retry={pages.retry} />}
      {pages.error && rows && (
        <p class="list-age meta muted">As of {shortInstant(new Date(pages.updatedAt).toISOString())}</p>
      )}
      {!rows && !pages.error && <SkeletonRows />}
      {rows && rows.length === 0 && !pages.error && empty}
      {rows && rows.length > 0 && children}
      {pages.hasMore && (
        <div class="list-more">
          <Button look="accent" busy={pages.isLoadingMore} onClick={pages.more}>
            {pages.isLoadingMore ? 'Loading…' : 'Show more'}
          </Button>
        </div>
      )}
    </div>
  )
}
