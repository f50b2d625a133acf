import { linkKeeper } from './app/_lib/link/link-keeper'

/** Next calls it as the router sets out for another link; on the way back and forth the browser has written the link already. */
export function onRouterTransitionStart(_href: string, kind: 'push' | 'replace' | 'traverse'): void {
  if (kind !== 'traverse') linkKeeper.leave()
}
