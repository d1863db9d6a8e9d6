import type { Section } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'

/** The layout of the front page; no story appears twice among lead, top and sections. */
export interface Front {
  lead: Summary | null
  top: Summary[]
  sections: { section: Section; items: Summary[] }[]
  latest: Summary[]
  breaking: Summary[]
}
