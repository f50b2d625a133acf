const mebibyte = 1024 * 1024

/** What a body may weigh by path: whole configurations are large, nothing else is. */
export function bodyLimit(path: string): number {
  return /^\/api\/(v1\/config\/|trpc\/config\.)/.test(path) ? 33 * mebibyte : mebibyte
}
