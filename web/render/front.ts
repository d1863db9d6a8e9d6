import type { Section } from '../../content/model/site.ts'
import type { Summary } from '../../content/model/summary.ts'

/** The layout of the front page; no story appears twice among lead, top, band and sections. */
export interface Front {
  lead: Summary | null
  top: Summary[]
  /** The newest of the rest. */
  band: Summary[]
  sections: { section: Section; items: Summary[] }[]
  /** The newest of all, for the API: an open page compares them with what it shows. */
  latest: Summary[]
  breaking: Summary[]
}
