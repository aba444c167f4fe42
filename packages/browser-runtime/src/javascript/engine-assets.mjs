/** How the engine of JavaScript is built; it has no further files. */
import { readFile } from 'node:fs/promises';

/**
 * The formatter looks types up by name in `globalThis` and makes proxies by `Proxy`, each time anew: here it gets
 * those of before the program, or it would meet what was removed, and what the program has put in their places.
 */
const NATIVES = `var Proxy = self.Proxy, globalThis = {};
for (const name of Object.getOwnPropertyNames(self))
  if (/^(Array|Big|Bool|Data|Date|Error|Float|Function|Int|JSON|Map|Math|Number|Object|Promise|Proxy|Reflect|Reg|Set|Shared|String|Symbol|Uint|Weak|.*Error$)/.test(name))
    globalThis[name] = self[name];
`;

/** Asked for when a Buffer is made; a program that asks itself is the server's. */
const WITHOUT_SHARED_BUFFERS = 'var SharedArrayBuffer;\n';

const prefixed =
  (prefix) =>
  async ({ path }) => ({ contents: prefix + (await readFile(path, 'utf8')), loader: 'js' });

export const buildOptions = {
  plugins: [
    {
      name: 'with-what-was-before',
      setup(build) {
        build.onLoad({ filter: /node-inspect-extracted[\\/]dist[\\/]inspect\.js$/ }, prefixed(NATIVES));
        build.onLoad({ filter: /node_modules[\\/]buffer[\\/]index\.js$/ }, prefixed(WITHOUT_SHARED_BUFFERS));
      },
    },
  ],
};
