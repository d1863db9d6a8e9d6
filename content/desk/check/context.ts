import type { Finding } from '../folder/document.ts'
import type { Folder } from '../folder/read-folder.ts'
import type { OtherArticles } from './other-articles.ts'

export type Report = (
  path: string,
  message: string,
  severity?: Finding['severity'],
  /** The words in that part that are meant. */
  words?: string,
) => void

/** Whether a key is in the folder or in KV. */
export type Exists = (key: string) => Promise<boolean>

/** What the checks of one document need. */
export interface CheckContext {
  folder: Folder
  /** By media name: what is wrong with a picture that cannot be used. */
  broken: Map<string, string>
  exists: Exists
  report: Report
  /** By slug: the name that most articles of the folder write, and one of these files. */
  topics: Map<string, { name: string; file: string }>
  articles: OtherArticles
}
