/**
 * From zod's findings to errors that name the field: `{field, issues}` in the details,
 * a sentence for a person in the message. Unknown fields are refused by name.
 */
import { type ErrorCode, LetscodeError } from '@letscode/core';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A caller may get everything wrong at once; the answer must not outgrow the question. */
const MAX_SHOWN_ISSUES = 20;
const MAX_SHOWN_FIELD_LENGTH = 100;

interface ShownIssue {
  /** Path of the field, e.g. `tests.0.input`; empty for the whole. */
  field: string;
  message: string;
}

/**
 * @param where what is looked at, for the message: `body` or `query`
 * @throws LetscodeError `bad_request`, `bad_code` or `too_large`
 */
export function validate<T extends z.ZodType>(schema: T, value: unknown, where: 'body' | 'query'): z.infer<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw errorOfIssues(result.error.issues, where);
  const badField = fieldWithLoneSurrogate(result.data, '');
  if (badField !== undefined) {
    const message = 'is not valid Unicode: it holds half of a surrogate pair';
    throw badFields('bad_request', [{ field: badField, message }]);
  }
  return result.data;
}

function errorOfIssues(issues: readonly Issue[], where: string): LetscodeError {
  const shown = issues.flatMap(showIssue).map(({ field, message }) => ({ field: clipField(field), message }));
  if (shown.every((issue) => issue.field === '')) {
    return new LetscodeError('bad_request', `The ${where} must be a JSON object`, { details: { issues: shown } });
  }
  return badFields(codeOf(issues), shown);
}

function badFields(code: ErrorCode, issues: ShownIssue[]): LetscodeError {
  const shown = issues.slice(0, MAX_SHOWN_ISSUES);
  const sentences = shown.map((issue) => `${issue.field} ${issue.message}`);
  if (issues.length > shown.length) sentences.push(`and ${issues.length - shown.length} more`);
  return new LetscodeError(code, sentences.join('; '), { details: { field: shown[0]?.field ?? '', issues: shown } });
}

function codeOf(issues: readonly Issue[]): ErrorCode {
  const first = issues[0];
  if (first?.code === 'custom' && first.params?.code === 'too_large') return 'too_large';
  // The other rules of a program's text: empty, NUL, lone surrogates.
  if (first?.code === 'custom' && first.path[0] === 'code') return 'bad_code';
  return 'bad_request';
}

function showIssue(issue: Issue): ShownIssue[] {
  const field = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: [...issue.path.map(String), key].join('.'),
        message: 'is not a known field: remove it',
      }));
    case 'invalid_type':
      return [
        { field, message: issue.message.endsWith('received undefined') ? 'is missing' : expected(issue.expected) },
      ];
    case 'invalid_format':
      return [{ field, message: /^must\b/.test(issue.message) ? issue.message : `must be ${issue.message}` }];
    case 'custom':
      return [{ field, message: issue.message }];
    default:
      return [{ field, message: `is not accepted: ${issue.message}` }];
  }
}

function clipField(field: string): string {
  return field.length > MAX_SHOWN_FIELD_LENGTH ? `${field.slice(0, MAX_SHOWN_FIELD_LENGTH)}…` : field;
}

function expected(type: string): string {
  return `must be ${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** Path of the first string that UTF-8 can't express; PostgreSQL and stdin can't hold it either. */
function fieldWithLoneSurrogate(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = fieldWithLoneSurrogate(inner, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
