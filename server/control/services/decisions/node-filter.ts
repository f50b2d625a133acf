import { notFound } from '../../reach'

/** Asking which jobs a node served reveals as much as showing it: only for those who may see it in the answer. */
export function requireNodeFilter(node: string | undefined, mayName: (nodeId: string) => boolean): void {
  if (node !== undefined && !mayName(node.toLowerCase())) throw notFound('node')
}
