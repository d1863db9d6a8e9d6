/**
 * Marks of Markdown, HTML and content systems that have no effect where they are, so that readers
 * would see them. The same list for the text of Markdown files and for plain fields.
 */
export interface StrayMark {
  /** Where it begins in the text. */
  index: number
  found: string
  message: string
}

interface Rule {
  pattern: RegExp
  message: string
}

/** Anywhere in a text. */
const INLINE: Rule[] = [
  {
    pattern: /!\[\[[^\]\n]*\]\]/u,
    message: 'looks like a picture but is not; write ![what it shows](photo.jpg)',
  },
  {
    pattern: /!\[[^\]\n]*\](?:\([^)\n]*\)?|\s)/u,
    message:
      'looks like a picture but is not; write ![what it shows](photo.jpg), and rename the file if its name has spaces',
  },
  {
    pattern: /\[\[[^\]\n]+\]\]/u,
    message: 'looks like a link but is not; write [words](/article/the-id)',
  },
  {
    pattern: /(?<!!\[[^\]\n]*)\](?:\[[^\]\n]*\]|\([^)\n]*\)?|\s\((?:https?:|\/))/u,
    message:
      'looks like a link but is not; write [words](https://…), with nothing between ] and ( and no spaces in the address',
  },
  {
    pattern: /\[\^[^\]\s]+\]/u,
    message:
      'is a footnote, which is not supported; write it in the sentence, or in a :::fact-box[title]',
  },
  {
    pattern:
      /\[\/?(?:gallery|caption|embed|youtube|video|audio|playlist|quote|button|vc_\w+|et_pb_\w+|contact-form\S*|tweet|twitter|instagram|facebook|toc)\b[^\]\n]*\]/iu,
    message:
      'is a shortcode, which is not supported; delete it, or write :::gallery, ![what it shows](photo.jpg) or ::embed[title]{url="https://…"}',
  },
  {
    pattern: /\{\{[<%]?[^}\n]*\}\}|\{%[^%\n]*%\}|\{:[^}\n]*\}/u,
    message: 'is a template tag, which is not supported; delete it',
  },
  {
    pattern: /\{[#.][\w-]+(?:[ \t]+[#.][\w-]+)*[ \t]*\}/u,
    message: 'is an attribute list, which is not supported; delete it',
  },
  {
    pattern: /%%[^%\n]+%%/u,
    message: 'is a comment of a text editor, which readers would see; delete it',
  },
  {
    pattern: /\[\/?(?:b|i|u|s|url|img|color|size|center)\b[^\]\n]*\]/iu,
    message: 'is BBCode, which is not supported; write **words**, *words* or [words](https://…)',
  },
  {
    pattern: /\*\*/u,
    message:
      'contains ** that has no effect; write it without spaces inside, and put « or ( outside: «**words**»',
  },
  {
    pattern: /\*[^\s*](?:[^*\n]*[^\s*])?\*/u,
    message: 'contains * that has no effect; put « or ( outside: «*words*»',
  },
  {
    pattern: /__[^\s_](?:[^\n]*?[^\s_])?__/u,
    message: 'contains __ that has no effect; write **words**',
  },
  {
    // Latin names have underscores within: file_name, @my_account.
    pattern:
      /(?<![A-Za-z0-9_])_[^\s_](?:[^_\n]*[^\s_])?_(?!_)|_[^\s_](?:[^_\n]*[^\s_])?_(?![A-Za-z0-9_])/u,
    message: 'contains _ that has no effect, because it touches a letter; write *words*',
  },
  {
    pattern: /(?<![\p{L}\p{N}:]):[a-z][a-z0-9_+-]{1,30}:(?![\p{L}\p{N}:])/u,
    message: 'is the code of an emoji; write the emoji itself, or delete it',
  },
  {
    pattern: /~~|(?<![\p{L}\p{N}~])~[^\s~](?:[^~\n]*[^\s~])?~/u,
    message: 'strikes words out, which is not supported; delete them',
  },
  { pattern: /==[^\s=][^=\n]*==/u, message: 'contains == that has no effect; write **words**' },
  {
    pattern: /`[^`\n]+`/u,
    message: 'is code, which is not supported; write the words without `',
  },
  {
    pattern: /(?<=[^\s:>][ \t]*):{2,}[a-z][a-z-]*(?:[[{]|\s*$)/mu,
    message:
      'is a directive within a line; write it on its own line, with an empty line before and after it',
  },
]

/** What is left in the text that readers see, after Markdown has decoded it. */
const FINISHED: Rule[] = [
  {
    pattern:
      /&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);|&(?:nbsp|amp|quot|lt|gt|ndash|mdash|hellip)\b/iu,
    message: 'is an HTML entity that readers would see; write the character itself',
  },
  {
    pattern: /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/iu,
    message: 'is an HTML tag that readers would see; delete it',
  },
]

/** At the beginning of a line. */
const LINES: Rule[] = [
  { pattern: /^#{2,6}[^#\s]/u, message: 'is not a heading; write a space after the #' },
  {
    pattern: /^:{2,}[^\s:]*/u,
    message:
      'begins with :: but is not a directive; write the name and [title] without spaces, like :::fact-box[title], close each quote and bracket, and write ::: on its own line where it ends',
  },
  {
    pattern: /^[•▪●◦‣∙·○■□▫➢✓✔★](?=\s*\S)|^\*(?=[^\s*])(?!.*\*)/u,
    message: 'begins with a bullet that is not a list; write "- " in its place on every line',
  },
  {
    pattern: /^-(?=[\p{L}«"])/u,
    message: 'begins with - but is not a list; write a space after the -',
  },
  {
    pattern: /^(?:[٠-٩۰-۹]{1,2}\s?[.)\-–]|\d{1,2}\s?[-–])(?=\s*\p{L})/u,
    message: 'begins with a number that is not a list; write "1. ", "2. " in its place',
  },
  {
    pattern: /^\[[^\]\n]+\]:/u,
    message: 'is a link definition within a paragraph; leave an empty line before it',
  },
  {
    pattern: /^\|.*\|\s*$/u,
    message:
      'looks like a table but is not; write a line like | --- | --- | below the head, and leave an empty line before the table',
  },
  {
    pattern: /^[^\t]*\S\t+\S/u,
    message:
      'contains a tab, as pasted tables do; write a table with | between the cells, or a space',
  },
]

/** In one run of text, as it is written. */
export function strayMarks(written: string): StrayMark[] {
  return firstOfEach(INLINE, withoutNames(written))
}

/** In a text after all decoding. */
export function strayEntities(finished: string): StrayMark[] {
  return firstOfEach(FINISHED, finished)
}

/** At the beginning of a line of a paragraph. */
export function strayLineMarks(line: string): StrayMark[] {
  return firstOfEach(LINES, line).slice(0, 1)
}

/** In a plain field, where nothing has an effect. */
export function strayInPlain(text: string): StrayMark[] {
  const lines = text.split('\n').flatMap(strayLineMarks)
  return [...strayMarks(text), ...strayEntities(text), ...lines]
}

function firstOfEach(rules: Rule[], text: string): StrayMark[] {
  const marks: StrayMark[] = []
  const seen: [from: number, until: number][] = []
  for (const { pattern, message } of rules) {
    const match = pattern.exec(text)
    if (match === null) continue
    const until = match.index + match[0].length
    // What one rule has explained, another does not explain again.
    if (seen.some(([from, end]) => match.index < end && from < until)) continue
    seen.push([match.index, until])
    const isNamed = /^(?:is|looks) /.test(message)
    const words = isNamed ? `${shortened(match[0].trim())} ${message}` : message
    marks.push({ index: match.index, found: match[0], message: words })
  }
  return marks
}

function shortened(found: string): string {
  return found.length > 40 ? `${found.slice(0, 40)}…` : found
}

/** Hashtags, accounts and addresses have marks within; escaped marks are meant. Positions stay. */
function withoutNames(written: string): string {
  return written
    .replace(/\\[\\`*_{}[\]()#+\-.!|~:=&<>%]/g, '  ')
    .replace(/(?:https?:\/\/|www\.)[^\s<>«»"()[\]]+|[#@][\p{L}\p{M}\p{N}_]+/gu, (name) =>
      name.replace(/[_*~=]/g, ' '),
    )
}
