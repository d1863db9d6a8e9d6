import { z } from 'zod'
import { choice } from './choice.ts'
import { idField } from './id.ts'
import { parseJson, parseWith } from './parse.ts'
import { languageTag, linkTarget } from './phrasing.ts'
import { plainLine } from './plain-line.ts'
import { redirect } from './redirect.ts'

const sectionId = idField('the id of a section', 'science')
export const sectionSchema = z.object(
  {
    id: sectionId,
    name: plainLine('the name of the section', 60),
    /** What it covers, in a line below its name. */
    description: plainLine('what the section covers', 200).optional(),
  },
  { error: 'is not a section; write { "id": "science", "name": "العلوم" }' },
)
export type Section = z.infer<typeof sectionSchema>

const origin = z
  .string({ error: 'is not an origin; write one like "https://example.com"' })
  .refine(isOrigin, {
    error: (issue) =>
      `${JSON.stringify(issue.input)} is not an origin; write one without a path, like "https://example.com"`,
  })

/** The site as the editor puts it under `site`. */
export const siteSchema = z
  .object(
    {
      $schema: z.string().optional(),
      name: plainLine('the name of the newspaper', 80),
      tagline: plainLine('a line below the name', 200).optional(),
      /** The address of the site on the web. All absolute URLs are made from it. */
      origin: origin.optional(),
      language: languageTag.default('ar'),
      timeZone: z
        .string({ error: 'is not a time zone; write one like "Asia/Riyadh"' })
        .refine(isTimeZone, {
          error: (issue) =>
            `${JSON.stringify(issue.input)} is not a time zone; write one like "Asia/Riyadh"`,
        })
        .default('Asia/Riyadh'),
      /** Which names the Gregorian months have. */
      months: choice(['gulf', 'levant', 'maghreb', 'both'], 'a choice of months').default('gulf'),
      digits: choice(['latn', 'arab'], 'a choice of digits').default('latn'),
      /** Whether dates are shown in the Umm al-Qura calendar too. */
      hijri: z.boolean({ error: 'is not true or false; write true or false' }).default(true),
      /** Days between the Umm al-Qura calendar and the sighting of the moon where the site is. */
      hijriOffset: z
        .literal([-1, 0, 1], { error: 'is not an offset in days; write -1, 0 or 1' })
        .default(0),
      /**
       * Whether browsers store saved and recently read articles for reading offline. False deletes the
       * stored copies and the service worker at the next visit: the way out of a broken one.
       */
      offline: z
        .boolean({
          error: 'is not true or false; write true, or false to switch reading offline off',
        })
        .default(true),
      sections: z
        .array(sectionSchema, {
          error: 'is not a list of sections; write [{ "id": "science", "name": "العلوم" }]',
        })
        .max(50, { error: 'has more than 50 sections; merge the small ones' })
        .refine((sections) => new Set(sections.map(({ id }) => id)).size === sections.length, {
          error: 'has two sections with the same id; give each its own id',
        })
        .default([]),
      /** Section ids in the order of the front page. Left out: all sections in their own order. */
      front: z
        .array(sectionId, {
          error: 'is not a list of section ids; write one like ["science", "culture"]',
        })
        .max(50, { error: 'has more than 50 sections; leave the small ones out' })
        .optional(),
      publisher: plainLine('who publishes the site', 120).optional(),
      contact: z
        .object(
          {
            email: z
              .email({ error: 'is not a mail address; write one like "desk@example.com"' })
              .optional(),
            telephone: plainLine('a telephone number', 40).optional(),
            address: plainLine('a postal address', 300).optional(),
          },
          { error: 'is not a contact; write { "email": "desk@example.com" }' },
        )
        .optional(),
      social: z
        .array(
          z.object(
            { name: plainLine('the name of the network', 60), url: linkTarget },
            { error: 'is not an account; write { "name": "…", "url": "https://…" }' },
          ),
          { error: 'is not a list of accounts; write [{ "name": "…", "url": "https://…" }]' },
        )
        .max(20, { error: 'has more than 20 accounts; choose the most important ones' })
        .optional(),
      /** Other origins that pictures may come from; they join the content security policy. */
      imageOrigins: z
        .array(
          origin.refine((value) => value.startsWith('https:'), {
            error: 'is not an https origin; a picture must come over https',
          }),
          { error: 'is not a list of origins; write one like ["https://pictures.example.com"]' },
        )
        .max(20, { error: 'has more than 20 origins; put the pictures in media/' })
        .default([]),
      /** Addresses of a previous system: a path, a path with `:name` parts, or `/?p=:id`. */
      redirects: z
        .array(redirect, {
          error:
            'is not a list of redirects; write [{ "from": "/tag/:name", "to": "/topic/:name" }]',
        })
        .max(200, {
          error: 'has more than 200 redirects; use patterns, or previousPaths of the articles',
        })
        .optional(),
      /** A WebSub hub: it hears when feeds change, and informs those who subscribed. */
      hub: z
        .string({ error: 'is not an address; write one like "https://pubsubhubbub.appspot.com/"' })
        .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', {
          error: (issue) =>
            `${JSON.stringify(issue.input)} is not an https address; write one like "https://pubsubhubbub.appspot.com/"`,
        })
        .optional(),
      /** Robots that robots.txt turns away, by the names that they answer to. */
      crawlers: z
        .array(
          z
            .string({ error: 'is not the name of a robot; write one like "GPTBot"' })
            .regex(/^[\w.-]{1,60}$/, {
              error: (issue) =>
                `${JSON.stringify(issue.input)} is not the name of a robot; write one like "GPTBot"`,
            }),
          { error: 'is not a list of robots; write one like ["GPTBot"]' },
        )
        .max(100, { error: 'has more than 100 robots; leave the rare ones out' })
        .default([]),
      /** Where to report a weakness: security.txt says it. */
      securityContact: z
        .string({ error: 'is not an address; write one like "mailto:security@example.com"' })
        .regex(/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s]+|tel:[+\d-]+)$/, {
          error: (issue) =>
            `${JSON.stringify(issue.input)} is not an address; write one like "mailto:security@example.com"`,
        })
        .optional(),
      /** The lines of ads.txt. */
      ads: z
        .array(
          plainLine('a line of ads.txt', 300).regex(/^[^\r\n]*$/, {
            error: 'has a line break; write each line as a text of its own',
          }),
          {
            error: 'is not a list of lines; write ["example.com, 1, DIRECT"]',
          },
        )
        .max(1000, { error: 'has more than 1,000 lines; delete those that are not needed' })
        .default([]),
    },
    { error: 'is not a site; write an object with a name' },
  )
  .meta({ id: 'Site', title: 'Site' })
export type Site = z.infer<typeof siteSchema>

/** The site in the text of a KV value. @throws Refusal */
export function parseSite(text: string): Site {
  return parseWith(siteSchema, parseJson(text))
}

/** The fallback while `site` is missing or broken. */
export const defaultSite: Site = parseWith(siteSchema, { name: 'هدهد' })

/** The section's name, or null where the site does not name it. */
export function sectionNamed(site: Site, id: string): Section | null {
  return site.sections.find((known) => known.id === id) ?? null
}

/** A host may contain `;` and `,` for the URL parser; in a content security policy they divide. */
const ORIGIN = /^https?:\/\/(?:[\w.-]+|\[[\d:a-f]+\])(?::\d+)?$/

export function isOrigin(text: string): boolean {
  return ORIGIN.test(text) && URL.canParse(text) && new URL(text).origin === text
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
