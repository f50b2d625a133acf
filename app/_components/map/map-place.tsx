import { Skeleton } from '../states'

/** Where a map is about to be. */
export const MapPlace = () => <Skeleton className="absolute inset-0 h-full rounded-none" />
