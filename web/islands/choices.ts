import type { ReaderSetting } from './reader-settings.ts'

/** The choices of each setting, and the one that the paper is designed in. */
export const CHOICES: Record<ReaderSetting, { usual: string; choices: readonly string[] }> = {
  text: { usual: '1', choices: ['0', '1', '2', '3', '4'] },
  theme: { usual: 'auto', choices: ['auto', 'light', 'dark', 'contrast'] },
  face: { usual: 'naskh', choices: ['naskh', 'sans'] },
  spacing: { usual: '1', choices: ['0', '1', '2'] },
  saver: { usual: 'off', choices: ['off', 'on'] },
}
