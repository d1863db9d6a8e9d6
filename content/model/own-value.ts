/**
 * The value that the record itself has under this name. A name from outside may be `constructor`,
 * which every object inherits.
 */
export function ownValue<Value>(record: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
