import { Link, Send } from 'lucide-preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { openDialogs } from '../../../models/dialogs.ts'
import type { EditorKind } from '../../../models/document-kind.ts'
import type { Command } from '../../../models/page-commands.ts'
import { may } from '../../../models/permissions.ts'
import { usePageCommands } from '../../../models/use-page-commands.ts'
import type { EditorSending } from './use-sending.ts'

/** Ctrl+Enter sends, and the palette knows the ways out of what is being written. */
export function useSendingKeys(kind: EditorKind, sending: EditorSending, isPage: boolean): void {
  const now = useRef(sending)
  now.current = sending
  const canSend = may(kind.maySend) && !sending.held
  const canLink = may(kind.links.may) && !sending.held
  usePageCommands({
    title: `This ${kind.word}`,
    commands: [
      ...(canSend ? [command('send', `Send ${kind.word}`, Send, () => now.current.send(), 'Ctrl Enter')] : []),
      ...(canLink ? [command('link', 'Copy link', Link, () => now.current.copyLink())] : []),
    ],
  })
  // With the button that it stands for, not a frame later.
  useLayoutEffect(() => {
    const keyDown = (event: KeyboardEvent) => {
      const isCtrlEnter = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
      // The drawer is a dialog itself; what is asked above it is answered first.
      const isCovered = openDialogs.value.length > (isPage ? 0 : 1)
      if (!isCtrlEnter || !canSend || isCovered || event.defaultPrevented) return
      event.preventDefault()
      now.current.send()
    }
    addEventListener('keydown', keyDown)
    return () => removeEventListener('keydown', keyDown)
  }, [canSend, isPage])
}

const command = (id: string, label: string, icon: Command['icon'], run: () => void, keys?: string): Command => ({
  id,
  label,
  icon,
  run,
  ...(keys ? { keys } : {}),
})
