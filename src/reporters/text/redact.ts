/**
 * Secrets never leave through a report: user and password of a URL, `password=`-like parameters, tokens of well-known shapes.
 * A mask is always the same three characters, so that not even the length is told.
 */

const MASK = "***";

/**
 * `postgres://user:secret@host`: everything between the slashes and the last `@` before the path. With one slash, as a path that was
 * normalised has it, only when there is a colon in it.
 */
const userInfo = /(\b[a-z][a-z0-9+.-]{1,20}:\/)(?:(\/)[^\s/?#"'`]*|[^\s/?#"'`:]*:[^\s/?#"'`]*)@/gi;
/** Where the URL of a server begins, which people paste as it is: `postgres://user:p@ss#w/ord@host`. */
const serverHead = /(\b(?:postgres(?:ql)?|mysql2?|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|sqlserver):\/\/?)/i;
/** All up to the last `@` of the line is the user's, with blanks when there is a colon in it, and without when there is none. */
const serverUser = /^(?:[^\s/@:]*:[^"'`\n]*|\S*)@/;
/** `?token=…`, `password=…` in a connection string. Only with `=`, so that a schema's `password:` property stays readable. */
const parameter =
  /\b((?:[a-z0-9]{1,20}[_-]){0,3}(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key))=[^\s&;,"'`)\]}]+/gi;
/** GitHub, GitLab, AWS, Slack, npm and JWT shapes. */
const token =
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{20,255}|A(?:KIA|SIA)[0-9A-Z]{16}|xox[abprs]-[A-Za-z0-9-]{10,255}|npm_[A-Za-z0-9]{30,255}|eyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{10,500}\.[A-Za-z0-9_-]{10,500})/g;

/** The text with what looks like a secret masked. Pure. */
export function redact(text: string): string {
  // Most text is short and plain: without these signs only a token can be in it.
  if (!/[@=]/.test(text)) return text.replace(token, MASK);
  return withoutServerUsers(text)
    .replace(userInfo, `$1$2${MASK}@`)
    .replace(parameter, `$1=${MASK}`)
    .replace(token, MASK);
}

/** Cut at the schemes, so that each part of a long text is looked at once. */
function withoutServerUsers(text: string): string {
  const isTail = (at: number) => at > 0 && at % 2 === 0;
  return text
    .split(serverHead)
    .map((part, at) => (isTail(at) ? part.replace(serverUser, `${MASK}@`) : part))
    .join("");
}
