// The settings of the gate, in the order in which they are met.

import { duration, number, percent, type SettingGroup, setting } from './setting'

export const gateGroups: readonly SettingGroup[] = [
  {
    title: 'Going up',
    settings: [
      duration('upAfterS', 'All conditions held for', 'before a step up. A condition lost in between starts the wait anew.'),
      duration('shadowMinS', 'Least time in shadow', 'so that a whole day’s traffic has been compared before anything is applied.'),
      duration('stateMinS', 'Least time in a state', 'before the next step up. Coming down never waits for it.'),
      setting('steps', '%')('canarySteps', 'Canary steps, of tenants', 'One after another; after the last it is on.'),
      setting('text', '')('salt', 'Canary salt', 'Decides which tenants are first. Another one deals them anew.'),
    ],
  },
  {
    title: 'Coming down',
    settings: [
      percent('downBelowPct', 'Suspended below', 'this share of a condition’s target.'),
      duration('downAfterS', 'After so long below', 'A hard loss does not wait for it.'),
      duration('recoverAfterS', 'Back to shadow after', 'all conditions have held so long.'),
      number('trips')('latchTrips', 'Stays suspended after', 'so many trips, until an admin acts.'),
      duration('latchWindowS', 'Trips are counted over', 'and older ones are forgotten.'),
    ],
  },
  {
    title: 'Endpoints',
    settings: [
      number('regions')('endpoints.regions', 'Healthy regions', 'for Cloud and for Network endpoints each.'),
      duration('endpoints.healthyS', 'Healthy for', 'before a region counts.'),
    ],
  },
  {
    title: 'Metadata',
    settings: [
      percent('metadata.targetPct', 'Slots with fresh geo metadata', 'of those on live nodes that are old enough.'),
      duration('metadata.freshS', 'Fresh for', 'after a node’s last report.'),
      duration('metadata.nodeAgeS', 'Nodes count from an age of', 'so that newcomers do not pull it down.'),
    ],
  },
  {
    title: 'Trust',
    settings: [
      percent('trust.judgedPct', 'Slots judged', 'of the zone’s, recently enough.'),
      duration('trust.judgedWithinS', 'Judged within', 'to count as recent.'),
      percent('trust.consistentPct', 'Judged consistent or better', 'of the slots that were judged.'),
      percent('trust.impossibleMaxPct', 'Impossible, at most', 'of the slots; more, and the condition is not met.'),
      percent('trust.impossibleHardPct', 'Impossible, suspends above', 'and at once: a hard loss.'),
      number('points')('trust.vantagePoints', 'Vantage points in the zone', 'on different networks.'),
    ],
  },
  {
    title: 'Coverage, for each served model',
    settings: [
      number('nodes')('coverage.nodes', 'Nodes', 'at least, live in the zone.'),
      number('operators')('coverage.operators', 'Operators', 'at least; never counted as more than the networks.'),
      number('networks')('coverage.networks', 'Networks', 'at least.'),
      number('× p95')('coverage.headroom', 'Slots for the demand', 'as a multiple of its 95th percentile.'),
      number('× p95')('coverage.headroomWithoutLargest', 'The same without the largest operator', 'so that one leaving is survived.'),
      duration('coverage.demandWindowS', 'Demand is looked at over', 'A model without any in it is not asked for.'),
    ],
  },
]
