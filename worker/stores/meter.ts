/** What one request cost its stores. */
export class Meter {
  kvReads = 0
  kvMs = 0
  d1Trips = 0
  d1Ms = 0
  rowsRead = 0
  renderMs = 0

  /** As the Server-Timing header shows it. Deployed workers see no time pass without I/O. */
  serverTiming(): string {
    return [
      `kv;dur=${this.kvMs.toFixed(1)};desc="${this.kvReads} reads"`,
      `d1;dur=${this.d1Ms.toFixed(1)};desc="${this.d1Trips} trips, ${this.rowsRead} rows"`,
      `render;dur=${this.renderMs.toFixed(1)}`,
    ].join(', ')
  }
}
