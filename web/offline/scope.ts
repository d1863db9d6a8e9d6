import type { OfflineSettings } from './settings.ts'

declare const self: ServiceWorkerGlobalScope & { settings: OfflineSettings }

/** The service worker's own world, as its code sees it. */
export const scope = self
export const { settings } = self
