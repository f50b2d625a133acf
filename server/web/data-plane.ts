/** Whether a path is the router's to answer. Decided on the path alone, so that both processes agree on it. */
export function isDataPlane(path: string): boolean {
  return dataPlane.test(path)
}

const dataPlane = /^\/api\/v1\/(route(\/.*)?|leases\/.*|nodes\/(register|heartbeat|leave)|endpoints\/.*)$/
