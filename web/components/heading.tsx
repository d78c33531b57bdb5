import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { announceArrival } from '../models/arrival.ts'
import { pageTitle } from '../models/page-title.ts'

/** The one h1 of a page: names the tab, and takes the focus when one arrives here by a link. */
export function PageHeading({
  title,
  children,
  look = 'title-page',
}: {
  title: string
  children?: ComponentChildren
  look?: string
}) {
  const element = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!announceArrival()) return
    document.getElementById('main')?.scrollTo(0, 0)
    element.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    pageTitle.value = title
  }, [title])
  return (
    <h1 ref={element} class={`${look} break`} tabIndex={-1}>
      {children ?? title}
    </h1>
  )
}
