import type { Route } from './route'
import { aboutRoutes } from './tables/about'
import { activationRoutes } from './tables/activation'
import { configRoutes } from './tables/config'
import { decisionRoutes } from './tables/decisions'
import { keyRoutes } from './tables/keys'
import { readingRoutes } from './tables/reading'
import { subcloudRoutes } from './tables/subclouds'

/** The whole control API. Order matters where a fixed part and a named one meet: fixed first. */
export const routes: readonly Route[] = [
  ...readingRoutes,
  ...activationRoutes,
  ...decisionRoutes,
  ...configRoutes,
  ...subcloudRoutes,
  ...keyRoutes,
  ...aboutRoutes,
]
