/** After a form of a person went through: what was done, with whatever the server adds to it. */
import { useSay } from '#ui/confirm.tsx'

export function useDone(onDone: () => void): (text: string, warnings?: readonly string[]) => void {
  const say = useSay()
  return (text, warnings = []) => {
    say([text, ...warnings].join('；'))
    onDone()
  }
}
