'use client'
import NextLink, { type LinkProps } from 'next/link'
import { useRouter } from 'next/navigation'

type PrefetchedRoute = Parameters<ReturnType<typeof useRouter>['prefetch']>[0]

/**
 * A link whose screen is fetched ahead once somebody means to follow it. Fetched as soon as they are in sight, those beside every
 * screen cost web sixteen requests, which the screen itself then waited for.
 */
export function Link<R extends string>(props: LinkProps<R>) {
  const { prefetch } = useRouter()
  const { href } = props
  const ahead = () => {
    if (typeof href === 'string') prefetch(href as PrefetchedRoute)
  }
  return <NextLink {...props} prefetch={false} onPointerEnter={ahead} onFocus={ahead} />
}
