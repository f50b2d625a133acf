import type { Logger } from 'pino'
import { readState, type StateFiles, writeState } from './state-files'

type Part = keyof StateFiles

/** Who the nodes are is ten times as much as how they are, and changes seldom. */
const FLEET_EVERY_MS = 60_000

/** Keeps the last known good state on disk: remembers which parts changed, and writes those, one writing at a time. */
export class StateKeeper {
  private readonly changed: Record<Part, boolean> = { config: false, access: false, fleet: false, live: false }
  private fleetSavedAt = 0
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

  /** `collect` is asked when it is written, for the parts that changed; `isLast`: nothing is put off. */
  save(collect: (part: { [P in Part]: boolean }) => StateFiles, isLast: boolean): Promise<void> {
    this.saving = this.saving.then(() => this.write(collect, isLast))
    return this.saving
  }

  private async write(collect: (part: { [P in Part]: boolean }) => StateFiles, isLast: boolean): Promise<void> {
    const now = this.now()
    const parts = { ...this.changed, fleet: this.changed.fleet && (isLast || now - this.fleetSavedAt >= FLEET_EVERY_MS) }
    const due = (Object.keys(parts) as Part[]).filter((part) => parts[part])
    for (const part of due) this.changed[part] = false
    try {
      await writeState(this.dir, now, collect(parts))
      if (parts.fleet) this.fleetSavedAt = now
    } catch (error) {
      // They are as unsaved as before: a configuration may not change again for months.
      for (const part of due) this.changed[part] = true
      this.log.error({ err: error }, 'replica: cannot save the last known good state')
    }
  }
}
