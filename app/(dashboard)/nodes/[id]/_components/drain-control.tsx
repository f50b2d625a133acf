'use client'
import { useQueryClient } from '@tanstack/react-query'
import { CirclePause, Play } from 'lucide-react'
import { useState } from 'react'
import type { NodeDetail } from '@/server/control/services/nodes/schemas'
import { InlineError } from '../../../../_components/states'
import { Button } from '../../../../_components/ui/button'
import { Dialog } from '../../../../_components/ui/dialog'
import { Field, Textarea } from '../../../../_components/ui/field'
import { useKept } from '../../../../_lib/kept/use-kept'
import { useTRPC } from '../../../../_lib/trpc'
import { useMutation } from '../../../../_lib/use-mutation'

/** Drain rather than delete: jobs in flight end where they are, new ones go elsewhere. */
export function DrainControl({ node }: { node: NodeDetail }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [reason, keep, forget] = useKept(`drain ${node.id}`, '')
  const done = () => {
    setAsking(false)
    forget()
  }
  const onSuccess = async () => {
    done()
    await queries.invalidateQueries({ queryKey: trpc.nodes.pathKey() })
  }
  const drain = useMutation(trpc.nodes.drain.mutationOptions({ onSuccess }))
  const resume = useMutation(trpc.nodes.resume.mutationOptions({ onSuccess }))

  if (node.condition === 'drained') {
    return (
      <>
        <InlineError error={resume.error} />
        <Button onClick={() => resume.mutate({ id: node.id })} disabled={resume.isPending}>
          <Play size={14} aria-hidden />
          Resume
        </Button>
      </>
    )
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <CirclePause size={14} aria-hidden />
        Drain
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Drain this node"
        description="It gets no new jobs until somebody resumes it. Jobs in flight keep running."
        footer={
          <>
            <Button onClick={done}>Cancel</Button>
            <Button
              variant="primary"
              disabled={reason.trim() === '' || drain.isPending}
              onClick={() => drain.mutate({ id: node.id, reason })}
            >
              {drain.isPending ? 'Draining…' : 'Drain'}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3">
          <Field label="Reason" hint="Others see it on the node and in the audit trail.">
            <Textarea value={reason} onChange={(event) => keep(event.target.value)} />
          </Field>
          <InlineError error={drain.error} />
        </div>
      </Dialog>
    </>
  )
}
