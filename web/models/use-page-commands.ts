import { useLayoutEffect } from 'preact/hooks'
import { type PageCommands, pageCommands } from './page-commands.ts'

/** Offers the actions of what is open in the palette while this page is shown. */
export function usePageCommands(commands: PageCommands | undefined): void {
  // Not useEffect: a key pressed before the next paint would act on what was open before.
  useLayoutEffect(() => {
    pageCommands.value = commands ?? null
    return () => {
      pageCommands.value = null
    }
  }, [commands?.title, commands?.commands.map((command) => command.id).join()])
}
