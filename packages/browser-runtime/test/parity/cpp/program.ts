/** A program from the body of main. */
import type { NativeProgram } from '../../wasi/parity.js';

const HEAD = '#include <bits/stdc++.h>\nusing namespace std;\n';

type More = Partial<NativeProgram> & { head?: string; before?: string };

export function program(name: string, body: string, { head = HEAD, before = '', ...rest }: More = {}): NativeProgram {
  return { name, code: `${head}${before}\nint main() {\n${body}\n}\n`, ...rest };
}
