import { NothingHere } from '../_components/states'

/** Within the shell: the other screens stay within reach. */
export default function NotFoundHere() {
  return <NothingHere />
}
