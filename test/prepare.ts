import chromium from '@sparticuz/chromium'

/** Once, before the first test: unpacks the browser, which two test files at a time would do at once. */
export default async function prepare(): Promise<void> {
  await chromium.executablePath()
}
