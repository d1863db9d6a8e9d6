import type { ReaderSetting } from './settings.ts'

/** The choices of each setting, and the default: the one that the site is designed in. */
export const SETTING_CHOICES: Record<
  ReaderSetting,
  { initial: string; choices: readonly string[] }
> = {
  text: { initial: '1', choices: ['0', '1', '2', '3', '4'] },
  theme: { initial: 'auto', choices: ['auto', 'light', 'dark', 'contrast'] },
  face: { initial: 'naskh', choices: ['naskh', 'sans'] },
  spacing: { initial: '1', choices: ['0', '1', '2'] },
  saver: { initial: 'off', choices: ['off', 'on'] },
}
