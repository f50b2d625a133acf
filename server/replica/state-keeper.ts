import type { Logger } from 'pino'
import { readState, type StateFiles, writeState } from './state-files'

type Part = keyof StateFiles

/** Keeps the last known good state on disk: remembers which parts changed, and writes those, one writing at a time. */
export class StateKeeper {
  private readonly changed: Record<Part, boolean> = { config: false, access: false, fleet: false }
  private saving: Promise<void> = Promise.resolve()

  constructor(
    private readonly dir: string,
    private readonly log: Logger,
    private readonly now: () => number,
  ) {}

  mark(part: Part, isChanged = true): void {
    this.changed[part] = isChanged
  }

  read() {
    return readState(this.dir, (path, reason) => this.log.warn({ path, reason }, 'replica: ignoring a damaged file'))
  }

  /** `collect` is asked when it is written, for the parts that changed. */
  save(collect: (part: { [P in Part]: boolean }) => StateFiles): Promise<void> {
    this.saving = this.saving
      .then(async () => {
        const parts = { ...this.changed }
        this.changed.config = this.changed.access = this.changed.fleet = false
        await writeState(this.dir, this.now(), collect(parts))
      })
      .catch((error) => this.log.error({ err: error }, 'replica: cannot save the last known good state'))
    return this.saving
  }
}
