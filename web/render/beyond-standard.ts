/**
 * Letters beyond the standard ones, in Arabic or Latin, and some others: cheap, because every page is
 * searched for them. letters.ts has the exact sets.
 */
export const BEYOND_STANDARD =
  /[\u0100-\u036f\u0600-\u060b\u060d-\u061a\u061d\u061e\u0620\u063b-\u063f\u0656-\u065f\u066e\u066f\u0672-\u06ff\u0750-\u08ff\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufefc\ud803]/
