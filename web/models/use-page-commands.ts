import { useEffect } from 'preact/hooks'
import { type PageCommands, pageCommands } from './page-commands.ts'

/** Offers the actions of what is open in the palette while this page is shown. */
export function usePageCommands(commands: PageCommands | undefined): void {
  useEffect(() => {
    pageCommands.value = commands ?? null
    return () => {
      pageCommands.value = null
    }
  }, [commands?.title, commands?.commands.map((command) => command.id).join()])
}
