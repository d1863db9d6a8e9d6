import { existsSync, readFileSync } from 'node:fs'
import { parseSite, type Site } from '../model/site.ts'

/** The site that the folder has already, or null. @throws Refusal when it has errors */
export function parsePartOfSite(file: string): Site | null {
  return existsSync(file) ? parseSite(readFileSync(file, 'utf8')) : null
}
