/**
 * Which tokens are numbers, and their values, exactly as `sscanf(s, "%lf%10s")`
 * of glibc decides in the Kattis default validator: all of the token must be
 * taken by the number, and infinities and NaN are words, not numbers.
 *
 * Checked against glibc 2.36: `1e`, `1e+` and `0x1p` are numbers there (the
 * unfinished exponent is dropped), `0x`, `.` and `infin` are not.
 *
 * Tokens are a stranger's and long: no two neighbouring repetitions may match the
 * same characters, or a pattern takes time quadratic in the token's length.
 */
const DECIMAL = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:[eE]([+-]?\d*))?$/;
const HEXADECIMAL = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?\d*))?$/;

/** The token's value, or undefined when it isn't a finite number. */
export function floatOfToken(token: string): number | undefined {
  const value = decimalOf(token) ?? hexadecimalOf(token);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function decimalOf(token: string): number | undefined {
  const match = DECIMAL.exec(token);
  if (!match) return undefined;
  const exponent = match[2] ?? '';
  return Number(/\d/.test(exponent) ? `${match[1]}e${exponent}` : match[1]);
}

function hexadecimalOf(token: string): number | undefined {
  const match = HEXADECIMAL.exec(token);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power = ''] = match;
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const exponent = (/\d/.test(power) ? Number(power) : 0) - 4 * fraction.length;
  const magnitude = Number(BigInt(`0x${digits}`)) * 2 ** exponent;
  return sign === '-' ? -magnitude : magnitude;
}
