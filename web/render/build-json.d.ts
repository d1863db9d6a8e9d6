/** Types for the output of `npm run build`, so that `tsc` passes before the first build. */
declare module '*/dist/build.json' {
  const json: import('./built.ts').Built
  export default json
}

declare module '*/dist/versions.json' {
  const json: { rows: string; search: string }
  export default json
}
