// The Subclouds' spill budgets, counted job by job so that none is overdrawn between two looks. Each router counts the jobs it
// decides: with jobs spread evenly over routers the share holds for all of them together.

import type { CompiledConfig } from '@/server/core/config/compiled'
import { type Budget, countJob, emptyBudget, isSpent } from '@/server/core/routing/spill/budget'

export class SpillBudgets {
  private readonly budgets = new Map<string, Budget>()
  /** Decisions read it as it stands. */
  readonly spent = new Set<string>()

  count(slug: string, isSpilled: boolean, config: CompiledConfig, now: number): void {
    const pct = config.subclouds.get(slug)?.policy.spillBudgetPct
    if (pct === undefined) return
    const { budgetWindowS } = config.source.routing.spill
    const budget = countJob(this.budgets.get(slug) ?? emptyBudget, isSpilled, now, budgetWindowS)
    this.budgets.set(slug, budget)
    this.mark(slug, isSpent(budget, pct, now, budgetWindowS))
  }

  /** What the passing of time or another configuration makes of them. */
  refresh(config: CompiledConfig, now: number): void {
    for (const slug of new Set([...this.budgets.keys(), ...this.spent, ...config.subclouds.keys()])) {
      const pct = config.subclouds.get(slug)?.policy.spillBudgetPct
      if (pct === undefined) {
        this.budgets.delete(slug)
        this.spent.delete(slug)
      } else this.mark(slug, isSpent(this.budgets.get(slug) ?? emptyBudget, pct, now, config.source.routing.spill.budgetWindowS))
    }
  }

  private mark(slug: string, isNow: boolean): void {
    if (isNow) this.spent.add(slug)
    else this.spent.delete(slug)
  }
}
