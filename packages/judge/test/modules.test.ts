/** Programs compiled for the browser: in the sandbox like all others, and with nothing of this machine in them. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadLanguages } from '@letscode/languages';
import { describe, expect, it } from 'vitest';
import { compileModule, type ModuleToolchain, openModuleToolchain } from '../src/index.js';
import { workbenchSuite } from './workbench.js';

const bench = workbenchSuite();
const definitions = loadLanguages();
const toolchains = new Map<string, ModuleToolchain>();

async function toolchainOf(id: string): Promise<ModuleToolchain> {
  const known = toolchains.get(id);
  if (known) return known;
  const definition = definitions.find((each) => each.id === id);
  if (!definition) throw new Error(`there is no ${id}`);
  const opened = await openModuleToolchain(definition, {
    runner: bench.sandbox,
    cacheFolder: join(bench.folder, 'prepared'),
    scratchFolder: bench.scratchFolder,
    searchPath: ['/usr/local/bin', '/usr/bin', '/bin'],
    now: Date.now,
  });
  if (!opened?.ok) throw new Error(`${id}: ${opened?.reason}; ${opened?.remedy}`);
  toolchains.set(id, opened.toolchain);
  return opened.toolchain;
}

async function compile(id: string, code: string) {
  const { language } = await toolchainOf(id);
  return compileModule({ runner: bench.sandbox, scratchFolder: bench.scratchFolder }, language, code);
}

const IMPORTS_ALLOWED = ['wasi_snapshot_preview1', 'letscode'];

describe('A program for the browser', () => {
  it.each(['c', 'cpp', 'rust'])('in %s is a module that asks for WASI and nothing else', async (id) => {
    const template = definitions.find((each) => each.id === id)?.template ?? '';
    const { result, bytes } = await compile(id, template);
    expect(result.ok, result.output).toBe(true);
    const module = new WebAssembly.Module(new Uint8Array(bytes as Buffer));
    expect(WebAssembly.Module.imports(module).filter(({ module: from }) => !IMPORTS_ALLOWED.includes(from))).toEqual(
      [],
    );
    expect(WebAssembly.Module.exports(module)).toEqual(
      expect.arrayContaining([
        { name: 'memory', kind: 'memory' },
        { name: '_start', kind: 'function' },
      ]),
    );
  });

  it('that does not compile is told so, in places of the source', async () => {
    const { result, bytes } = await compile('cpp', '#include <bits/stdc++.h>\nint main() { return nothing; }\n');
    expect(result.ok).toBe(false);
    expect(result.output).toMatch(/^main\.cpp:2:\d+: error: .*nothing/m);
    expect(bytes).toBeUndefined();
  });

  it('is the same module each time', async () => {
    const code = '#include <iostream>\nint main() { std::cout << __FILE__; }\n';
    const [first, second] = [await compile('cpp', code), await compile('cpp', code)];
    expect(first.bytes?.equals(second.bytes as Buffer)).toBe(true);
  });

  it('throws and catches, has the library of GNU by its one name, and sees no threads', async () => {
    const good = '#include <bits/stdc++.h>\nint main() { try { throw std::__gcd(4, 6); } catch (int) {} }\n';
    expect((await compile('cpp', good)).result.ok).toBe(true);
    const threads = '#include <bits/stdc++.h>\nint main() { std::thread([] {}).join(); }\n';
    expect((await compile('cpp', threads)).result.ok).toBe(false);
  });
});

describe('A hostile source', () => {
  it.each([
    ['includes a file of the host', 'cpp', '#include "SECRET"\nint main() {}\n'],
    ['includes it by a detour', 'c', '#include "../../..SECRET"\nint main(void) {}\n'],
    [
      'assembles a file of the host into itself',
      'c',
      '__asm__(".section .custom_section.x,\\"\\",@\\n.incbin \\"SECRET\\"\\n");\nint main(void) {}\n',
    ],
    ['embeds a file of the host', 'c', 'const char t[] = {\n#embed "SECRET"\n};\nint main(void) { return t[0]; }\n'],
    ['reads a file of the host into a constant', 'rust', 'fn main() { print!("{}", include_str!("SECRET")); }\n'],
    ['reads the environment of the compiler', 'rust', 'fn main() { print!("{}", env!("DATABASE_URL")); }\n'],
    ['has instructions of another machine', 'c', 'int main(void) { __asm__ volatile("syscall"); }\n'],
    [
      'names a system call that no module has',
      'c',
      '#include <sys/socket.h>\nint main(void) { return socket(2, 1, 0) + fork(); }\n',
    ],
  ])('that %s gets no module (%s)', async (_what, id, code) => {
    const hostPath = join(bench.folder, 'secret');
    await writeFile(hostPath, 'int canary_of_the_host;\n', { mode: 0o644 });
    const { result, bytes } = await compile(id, code.replaceAll('SECRET', hostPath));
    expect(result.ok).toBe(false);
    expect(bytes).toBeUndefined();
    expect(result.output).not.toContain('canary');
  });

  it.each([
    ['includes itself without end', 'cpp', '#include __FILE__\n#include __FILE__\nint main() {}\n'],
    [
      'makes the compiler instantiate without end',
      'cpp',
      'template <int N> struct F { static const int v = F<N + 1>::v + F<N + 2>::v; };\nint main() { return F<0>::v; }\n',
    ],
    [
      'has more data than a module may',
      'c',
      'static char data[40 << 20] = {1, [(40 << 20) - 1] = 2};\nint main(int n, char **a) { return data[n * 1000]; }\n',
    ],
  ])('that %s ends within the limits of compiling', async (_what, id, code) => {
    const { result, bytes } = await compile(id, code);
    expect(result.ok).toBe(false);
    expect(bytes).toBeUndefined();
  });
});
