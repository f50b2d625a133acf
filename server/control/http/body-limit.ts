import { mebibyte } from './read-body'

/** What carries a whole configuration, or a draft of one; calls that arrive together are named in one path, with commas. */
const carriesDocument = /^\/api\/trpc\/([^/]*,)?(config\.|drafts\.|zones\.preview)/

/** What the body of a call from the dashboard may weigh: whole configurations are large, nothing else is. */
export function bodyLimit(path: string): number {
  return carriesDocument.test(path) ? 33 * mebibyte : mebibyte
}
