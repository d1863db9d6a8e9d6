import type { OfflineSettings } from './settings.ts'

declare const self: ServiceWorkerGlobalScope & { settings: OfflineSettings }

/** The global scope of the service worker, with its types. */
export const scope = self
export const { settings } = self
