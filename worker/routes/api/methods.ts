import { API_PREFIX } from '../../../content/model/path.ts'
import { OPERATIONS } from './operations.ts'

const READ = 'GET, HEAD, OPTIONS'

/** The methods of an address, as `Allow` lists them. Everything but the API is only read. */
export function methodsOf(pathname: string): string {
  if (!pathname.startsWith(API_PREFIX)) return READ
  const methods = OPERATIONS.filter(({ path }) => matches(API_PREFIX + path, pathname)).map(
    ({ method }) => (method === 'GET' ? 'GET, HEAD' : method),
  )
  return methods.length > 0 ? [...methods, 'OPTIONS'].join(', ') : READ
}

function matches(pattern: string, pathname: string): boolean {
  const wanted = pattern.split('/')
  const given = pathname.split('/')
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith(':') || part === given[index])
  )
}
