/** Estimates that real programs showed to be wrong; plain ones are held by the labelled set. */
import { describe, expect, it } from 'vitest';
import { analyzeCode } from '../analyze-code.js';

const growthOf = async (code: string, language = 'cpp') => (await analyzeCode(code, language)).growth.notation;

const eachEdge = (body: string) => `
int main() {
  int n; cin >> n;
  for (int a = 0; a < n; a++) {
    for (int b : adj[a]) { ${body} }
  }
}`;

describe('loops over neighbours', () => {
  it('cost as much as there are edges', async () => {
    expect(await growthOf(eachEdge('sum += b;'))).toBe('O(n)');
  });

  it('grow again for neighbours of neighbours', async () => {
    const cycles = eachEdge('for (int c : adj[b]) for (int d : adj[c]) if (d == a) found = 3;');
    expect(await growthOf(cycles)).toBe('O(n^3)');
  });
});

describe('a segment tree', () => {
  const query = `
int query(int v, int tl, int tr, int l, int r) {
  if (l > r) return 0;
  if (l == tl && r == tr) return t[v];
  int tm = (tl + tr) / 2;
  return query(v * 2, tl, tm, l, min(r, tm)) + query(v * 2 + 1, tm + 1, tr, max(l, tm + 1), r);
}`;
  const build = `
void build(int v, int tl, int tr) {
  if (tl == tr) return;
  int tm = (tl + tr) / 2;
  build(v * 2, tl, tm);
  build(v * 2 + 1, tm + 1, tr);
}`;
  const asked =
    'int main() { int q; cin >> q; while (q--) { int a, b; cin >> a >> b; cout << query(1, 0, 9, a, b); } }';

  it('is asked along a path for each query', async () => {
    expect(await growthOf(`${query}\n${asked}`)).toBe('O(n log n)');
  });

  it('is built once for each place', async () => {
    expect(await growthOf(`${build}\nint main() { int n; cin >> n; build(1, 0, n - 1); }`)).toBe('O(n)');
  });
});

describe('a tree of nodes', () => {
  it('is taken to be balanced where one side is followed, and a list is none', async () => {
    const insert = (next: string) => `
void insert(Node *t, int x) {
  if (x < t->x) insert(t->${next}, x);
  else insert(t->${next}, x + 1);
}
int main() { int n; cin >> n; while (n--) insert(root, n); }`;
    expect(await growthOf(insert('left'))).toBe('O(n log n)');
    expect(await growthOf(insert('next'))).toBe('O(n^2)');
  });
});
