import { describe } from '../plan/describe-plan.ts'
import { planPublishing } from '../plan/plan-publishing.ts'
import type { Command } from './command.ts'

export const diffCommand: Command = {
  usage: 'diff [files...]',
  description: 'say what publishing would change',
  examples: ['diff', 'diff ship'],
  action: async (desk, wanted) => {
    const { plan } = await planPublishing(desk, wanted)
    console.log(describe(plan))
  },
}
