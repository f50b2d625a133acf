const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** What cannot be an id is answered like an id that does not exist. */
export function isUuid(text: string): boolean {
  return shape.test(text)
}
