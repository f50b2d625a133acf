// The settings of routing: when jobs are shed, nodes set aside, and silence forgiven.

import { duration, number, percent, type SettingGroup } from './setting'

export const routingGroups: readonly SettingGroup[] = [
  {
    title: 'Spill',
    means: 'A hot zone hands a growing share of its jobs to the next rung, rather than all of them at once.',
    settings: [
      percent('spill.enterPct', 'Hot above', 'of its slots in use; 100 switches shedding off.'),
      duration('spill.enterS', 'Hot once above it for', 'Shorter peaks are let pass.'),
      percent('spill.leavePct', 'Cool below', 'of its slots in use; lower than what made it hot.'),
      duration('spill.leaveS', 'Cool once below it for', 'so that it does not go to and fro.'),
      percent('spill.targetPct', 'Filled to', 'What a hot zone is brought back to, and what others are filled up to.'),
      number('×')(
        'spill.hostFactor',
        'Host factor',
        'Without capacity data a place counts as whole while live/total is at least 1/factor.',
      ),
      duration('spill.loadWindowS', 'Load averaged over', 'Longer is calmer, and later.'),
      duration('spill.budgetWindowS', 'Spill budgets counted over', 'A Subcloud may limit the share of its jobs served elsewhere.'),
    ],
  },
  {
    title: 'Ejection',
    means: 'A node that fails is set aside for a while, and longer each time again.',
    settings: [
      number('failures')('ejection.consecutive', 'Failures in a row', 'set a node aside at once.'),
      percent('ejection.ratePct', 'Or at a failure rate of', 'over its last outcomes.'),
      number('outcomes')('ejection.outcomes', 'The rate counts from', 'Fewer say too little.'),
      duration('ejection.baseS', 'Set aside at first for', 'Doubled each time again.'),
      duration('ejection.maxS', 'Set aside at most for', 'However often it failed.'),
      percent('ejection.maxPct', 'Set aside at most', 'of a zone’s live nodes; 0: none is ever set aside.'),
      number('nodes')('ejection.oneOfNodes', 'One, of a zone with at least', 'though that is more than the share above.'),
    ],
  },
  {
    title: 'Panic by itself',
    means: 'Where many nodes fall silent at once, a silent node counts as live for longer. Boundaries hold.',
    settings: [
      percent('panic.belowPct', 'Panic below', 'of the nodes that were live before; 0 switches it off.'),
      duration('panic.agoS', 'Before means', 'so long ago.'),
    ],
  },
]
