import { describePlan } from '../plan/describe-plan.ts'
import { failForLeftOut, planPublishing } from '../plan/plan-publishing.ts'
import type { Command } from './command.ts'

export const diffCommand: Command = {
  usage: 'diff [files...]',
  description: 'show what publishing would change',
  examples: ['diff', 'diff ship'],
  action: async (desk, wanted) => {
    const publishing = await planPublishing(desk, wanted)
    console.log(describePlan(publishing.plan))
    failForLeftOut(publishing)
  },
}
