/** What the report says of each kind of change. `lost` means that readers see less than before. */
export const LOSS_KINDS = {
  'mis-decoded': ['repaired', 'text in the wrong encoding, decoded again'],
  'double-entities': ['repaired', 'entities that were escaped twice, decoded'],
  'presentation-forms': ['repaired', 'letters in presentation forms, written as plain letters'],
  'direction-marks': ['repaired', 'direction marks and invisible characters, removed'],
  tatweel: ['repaired', 'tatweel used for layout, removed'],
  'empty-paragraphs': ['repaired', 'empty paragraphs, removed'],
  'doubled-paragraphs': ['repaired', 'paragraphs that stood twice in a row, once now'],
  'caption-as-heading': ['repaired', 'captions that were headings or bold paragraphs'],
  attachments: [
    'changed',
    'sound, films and other files of a story, and the page that it is about: now links at its end',
  ],
  restricted: [
    'changed',
    'stories behind a password, for members or for editors only, now drafts: delete `status: draft` to show them to everyone',
  ],
  'date-without-zone': ['repaired', 'dates without a time zone, read in that of the site'],
  'generic-author': ['repaired', 'authors like "admin", left out'],
  related: ['changed', 'blocks of links to other stories, now `related`'],
  'line-breaks': ['changed', 'line breaks in a list, a table or a quote, now spaces'],
  'nested-list': ['changed', 'lists in lists, now one list with a dash before the inner items'],
  'typed-list': ['changed', 'paragraphs that began with a typed bullet or number, now lists'],
  'list-start': ['changed', 'numbered lists that did not begin with 1'],
  'heading-level': ['changed', 'headings below the third level, now third level'],
  'merged-cells': ['changed', 'merged table cells, now in the first of their cells'],
  'plain-marks': ['changed', 'underlined, struck or small text and code, now plain text'],
  'quote-parts': ['changed', 'pictures and lists in a quote, now after it'],
  'embed-as-link': ['changed', 'players and posts of other sites, now link cards'],
  footnotes: ['changed', 'footnotes, now a box at the end'],
  'table-as-text': ['changed', 'tables that do not fit the model, now paragraphs'],
  'box-as-text': ['changed', 'boxes with more than paragraphs and lists, now part of the text'],
  'no-alt': ['changed', 'pictures without a description; the caption or the headline stands in'],
  'no-credit': ['changed', 'pictures without a credit; the archive is named'],
  'no-headline': ['changed', 'stories without a headline; the first words stand in'],
  'no-section': ['changed', 'stories without a category, in the section "news"'],
  'no-date': ['changed', 'stories without a date; the day 1970-01-01 stands in'],
  'long-text': ['changed', 'texts longer than the model takes, split or cut'],
  'capital-headline': ['left', 'headlines in capitals, unchanged'],
  'unknown-shortcode': ['left', 'shortcodes of plugins: their text is kept, the code is removed'],
  'unreadable-letters': ['left', 'letters that were lost before (\uFFFD or ???)'],
  'dead-link': ['left', 'links to addresses of the old site that the export does not contain'],
  'old-file': [
    'left',
    'links to files of the old site (PDF, sound, archives), which has to stay for them',
  ],
  'unknown-address': [
    'left',
    'stories whose previous address a template makes; write it into `previousPaths`',
  ],
  'only-excerpt': [
    'left',
    'stories of which the export may have only the beginning; export the full text if there is one',
  ],
  'colliding-address': [
    'lost',
    'addresses that two stories claim (the first one has it), or that this site answers itself',
  ],
  'missing-picture': ['lost', 'pictures that are not in the media folder'],
  'unsupported-picture': ['lost', 'pictures in a format that browsers do not show everywhere'],
  'unsafe-link': ['lost', 'links that run code or lead nowhere; their words are kept'],
  script: ['lost', 'scripts and style sheets, removed'],
  form: ['lost', 'forms, buttons and drawings, removed; their words are kept'],
  'left-out': ['lost', 'entries that are no stories (menus, products, deleted ones), left out'],
  comments: ['lost', 'comments of readers, left out'],
  'lost-text': [
    'lost',
    'stories whose text stands at another address or in a form that cannot be read',
  ],
  'bad-item': ['lost', 'entries that cannot be read'],
} as const satisfies Record<string, readonly ['repaired' | 'changed' | 'left' | 'lost', string]>

export type LossKind = keyof typeof LOSS_KINDS

/** One kind of change in one story. */
export interface Loss {
  kind: LossKind
  count: number
  /** The first of them, shortened. */
  example: string
}

/** Records a change. @param example the words or the address that it is about */
export type Lose = (kind: LossKind, example: string, count?: number) => void

const MAX_EXAMPLE_LENGTH = 100

/** The changes of one story, each kind once; of an export as a whole, each example. */
export class Losses {
  readonly #losses = new Map<string, Loss>()
  readonly #each: boolean

  constructor({ each = false } = {}) {
    this.#each = each
  }

  readonly lose: Lose = (kind, example, count = 1) => {
    const key = this.#each ? `${kind} ${example}` : kind
    const known = this.#losses.get(key)
    if (known) known.count += count
    else this.#losses.set(key, { kind, count, example: shortened(example) })
  }

  get all(): Loss[] {
    return [...this.#losses.values()]
  }
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > MAX_EXAMPLE_LENGTH ? `${line.slice(0, MAX_EXAMPLE_LENGTH)}…` : line
}
