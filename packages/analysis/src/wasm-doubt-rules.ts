/** The places that wasm-doubts.ts looks for. A pattern must take linear time: no nested repetitions. */
export interface DoubtRule {
  reason: string;
  message: string;
  /** Or a function that answers the place of what it finds. */
  find: RegExp | ((text: string) => number | undefined);
  /** Where: the code (by default), or inside literals. */
  where?: 'code' | 'literals';
}

const WIDTH = 'it has 32 bits in the browser and 64 on the server';
const LIBRARY = 'the browser’s standard library does it differently';
const ORDER = 'elements that compare equal come in another order in the browser’s library';
const RANDOM = 'the browser’s library draws other numbers';
const FLOATS = 'digits this far may differ between the mathematical libraries';
const MISSING = 'the browser has no such thing';

const SIZE_CALL = String.raw`(?:\.|->)(?:size|length)\s*\(\s*\)|\b(?:strlen|distance|count|count_if|ssize)\s*\([^()]*\)`;

export const C_RULES: DoubtRule[] = [
  { reason: 'long', message: `long: ${WIDTH}`, find: findLong },
  {
    reason: 'long',
    message: `a function of long: ${WIDTH}`,
    find: /\b(?:strtou?l|stou?l|atol|labs|ldiv|lround|lrint|to_ulong|__builtin_(?:clz|ctz|popcount|parity|ffs)l)\b/,
  },
  {
    reason: 'long',
    message: `long: ${WIDTH}`,
    find: /%[-+ #0-9.*']*l[dioux](?![a-z])|\bPR[Iiuxd]+(?:PTR|FAST)/,
    where: 'literals',
  },
  {
    reason: 'width',
    message: `a type whose width depends on the machine: ${WIDTH}`,
    find: /\b(?:s?size_t|ptrdiff_t|u?intptr_t|u?int_fast(?:16|32)_t|SIZE_MAX|SSIZE_MAX|PTRDIFF_MAX|size_type|difference_type|npos\s*<<|numeric_limits\s*<\s*size)\b/,
  },
  { reason: 'width', message: `a size in a calculation: ${WIDTH}`, find: findSizeArithmetic },
  {
    reason: 'width',
    message: 'sizes of types are others in the browser',
    find: /\b(?:cout|printf)\b[^;{}]{0,300}\bsizeof\b/,
  },
  {
    reason: 'long double',
    message: 'long double is another type in the browser',
    find: /\blong\s+double\b|\b(?:sqrt|cbrt|pow|floor|ceil|fabs|round|trunc|log|log2|log10|exp|sin|cos|tan|atan2?|acos|asin|fmod|hypot|strto|nextafter|remainder)l\s*\(|\bstold\b|\b__float(?:80|128)\b|\b\d+\.\d*(?:e[-+]?\d+)?L\b|\bLDBL_/i,
  },
  {
    reason: 'long double',
    message: 'long double is another type in the browser',
    find: /%[-+ #0-9.*]*L[aefgAEFG]/,
    where: 'literals',
  },
  {
    reason: 'random',
    message: `random numbers: ${RANDOM}`,
    find: /\b(?:s?rand(?:_r|om)?|[delmnj]rand48)\s*\(|\b(?:random_shuffle|shuffle|sample)\s*\(|\brandom_device\b|\w_distribution\b|\bdefault_random_engine\b|\bgenerate_canonical\b|\bRAND_MAX\b/,
  },
  {
    reason: 'time',
    message: 'the time of day or of the run decides what it prints',
    find: /\b(?:clock|time|gettimeofday|clock_gettime|localtime|gmtime|strftime|getrusage|__rdtsc)\s*\(|\b(?:steady_clock|system_clock|high_resolution_clock)\b/,
  },
  { reason: 'hashing', message: `the order in hash tables: ${LIBRARY}`, find: findUnorderedIteration },
  {
    reason: 'hashing',
    message: `hash values and buckets: ${LIBRARY}`,
    find: /\bhash\s*<(?!<)(?=[^;{}]{0,100}>\s*(?:\(\s*\)|\{\s*\}|\w+\s*;))|\b(?:bucket_count|bucket|load_factor|bucket_size|hash_function)\s*\(/,
  },
  { reason: 'ties', message: `sorting by an order of its own: ${ORDER}`, find: findUnstableOrder },
  {
    reason: 'ties',
    message: `${ORDER}`,
    find: /\b(?:qsort|nth_element|partial_sort(?:_copy)?|make_heap|push_heap|sort_heap|partition)\s*\(|\branges::(?:sort|partition|nth_element)\b/,
  },
  {
    reason: 'addresses',
    message: 'addresses are others in the browser',
    find: /\b(?:multi)?(?:set|map)\s*<\s*(?:const\s+)?(?:struct\s+)?[\w:]+\s*\*|\breinterpret_cast\s*<|\b(?:pair|tuple)\s*<[^<>;]{0,60}\*/,
  },
  { reason: 'addresses', message: 'addresses are others in the browser', find: /%[-0-9]*p/, where: 'literals' },
  {
    reason: 'library',
    message: `what an exception says: ${LIBRARY}`,
    find: /(?:\.|->)\s*what\s*\(\s*\)|\btypeid\s*\(|(?:\.|->)exceptions\s*\(|(?:\.|->)(?:capacity|max_size)\s*\(|\bregex\b|\bstrerror\b|\bperror\b|\bstd::format\b|\breduce\s*\(|\btransform_reduce\s*\(/,
  },
  {
    reason: 'library',
    message: `the value of a comparison: ${LIBRARY}`,
    find: /(?:=|<<|,|\breturn\b|[-+*/])\s*(?:[\w[\]]+(?:\.|->))?(?:strn?cmp|strcasecmp|memcmp|strcoll|compare)\s*\(/,
  },
  {
    reason: 'library',
    message: `the value of a test of characters: ${LIBRARY}`,
    find: /(?:[^=!<>]=|<<|[-+*/]|\breturn\b)\s*(?:std::)?is(?:alpha|digit|alnum|upper|lower|space|punct|xdigit|cntrl|print|graph|blank)\s*\(|\bis(?:alpha|digit|alnum|upper|lower|space|punct|xdigit|cntrl|print|graph|blank)\s*\([^()]*\)\s*(?:[-+*]|==\s*[1-9t])/,
  },
  {
    reason: 'locale',
    message: `languages and wide characters: ${LIBRARY}`,
    find: /\bsetlocale\s*\(|\blocale\s*\(|\bimbue\s*\(|\bw(?:cout|cin|cerr|string|printf|scanf|char_t)\b|\bget_(?:time|money)\b|\bput_(?:time|money)\b/,
  },
  { reason: 'floats', message: FLOATS, find: findFineFloats },
  { reason: 'files', message: 'the browser has no files', find: findFiles },
  {
    reason: 'unsupported',
    message: MISSING,
    find: /\b(?:pthread_\w+|std::j?thread|std::async|fork|popen|execv[pe]*|socket|mmap|setjmp|longjmp|dlopen|alarm|sigaction|getpid)\s*\(|\b__gnu_(?:pbds|cxx)\b|\b_mm\d*_\w+|\b__m(?:128|256|512)[id]?\b|\b(?:__)?asm(?:__)?\b|#\s*include\s*<(?:ext\/|tr1\/|tr2\/|thread|mutex|future|filesystem|[a-z]*intrin\.h|sys\/(?:mman|socket|wait|resource|ptrace)|pthread)/,
  },
];

export const RUST_RULES: DoubtRule[] = [
  {
    reason: 'width',
    message: `usize in a calculation: ${WIDTH}`,
    find: /\b[ui]size::(?:MAX|MIN|BITS|max_value|from_str)|\bas\s+isize\b|\bisize\b|\bas\s+usize\s*\)?\s*[%*]|\bsize_of\b|\busize\s*>?\s*>?\(?\)?[^;\n]{0,40}\.(?:sum|product|pow|fold)\b|\b(?:sum|product)::<usize>/,
  },
  { reason: 'width', message: `usize in a calculation: ${WIDTH}`, find: findUsizeProduct },
  { reason: 'ties', message: ORDER, find: /\b(?:sort_unstable_by(?:_key)?|select_nth_unstable\w*|BinaryHeap)\b/ },
  {
    reason: 'hashing',
    message: 'the order in hash tables is by chance',
    find: /\b(?:HashMap|HashSet|Hasher|RandomState)\b/,
  },
  {
    reason: 'time',
    message: 'the time of day or of the run decides what it prints',
    find: /\b(?:Instant|SystemTime|Duration)\b/,
  },
  { reason: 'floats', message: FLOATS, find: findFineRustFloats },
  { reason: 'addresses', message: 'addresses are others in the browser', find: /\{[^{}]*:#?p\}/, where: 'literals' },
  {
    reason: 'unsupported',
    message: MISSING,
    find: /\b(?:thread|fs|net|process::Command|catch_unwind|panic::|asm!|std::os|std::arch|std::env|set_hook|TcpStream|Command)\b/,
  },
  { reason: 'unsupported', message: MISSING, find: /#!\[feature|\bextern\s+crate\b|\bextern\s*""?/ },
];

/** `long` that is neither `long long` nor `long double`, and literals of it. */
function findLong(code: string): number | undefined {
  for (const match of code.matchAll(
    /\b(?:(?:unsigned|signed|int)\s+)*long\b(?:\s+(?:unsigned|signed|int|long|double)\b)*/g,
  )) {
    const count = match[0].match(/\blong\b/g)?.length ?? 0;
    if (count === 1 && !/\bdouble\b/.test(match[0])) return match.index;
  }
  const literal = /\b(?:\d[\d']*|0[xX][\da-fA-F']+)[uU]?[lL](?![lL\w.])/.exec(code);
  return literal?.index ?? /\bU?LONG_(?:MAX|MIN)\b/.exec(code)?.index;
}

/** A size times, shifted, or in a difference that is not an index and not made an int or a long long at once. */
function findSizeArithmetic(code: string): number | undefined {
  // What is cast, or multiplied by a long long, is as wide as on the server.
  const cast = new RegExp(
    String.raw`(?:\(\s*(?:int|ll|lld|i64|long long|int64_t|double)\s*\)\s*|\b(?:int|ll|i64|int64_t|double)\s*\(\s*|\b\d+(?:LL|ll|\.0)\s*\*\s*)[\w[\].]{0,60}?(?:${SIZE_CALL})`,
    'g',
  );
  const rest = code.replace(cast, (text) => text.replace(/[^\n]/g, 'x'));
  const times = new RegExp(
    String.raw`(?:${SIZE_CALL})\s*(?:\*|<<\s*\d)|[\w)\]]\s*\*\s*[\w[\]]{1,60}(?:${SIZE_CALL})`,
  ).exec(rest);
  if (times) return times.index;
  const printed = new RegExp(
    String.raw`\bcout\b[^;{}]{0,200}(?:\.|->)(?:find\w*\s*\(|(?:size|length)\s*\(\s*\)\s*-)`,
  ).exec(rest);
  if (printed) return printed.index;
  const difference = new RegExp(
    String.raw`(?:\b(?:long long|ll|i64|int64_t|double|float|auto)\s+\w+\s*=|[-+]=|\breturn\b)[^;{}]{0,120}?(?:(?:${SIZE_CALL})\s*-|-\s*[\w[\]]{1,60}(?:${SIZE_CALL}))`,
  ).exec(rest);
  return difference?.index;
}

/** A loop over a hash table, or one whose name cannot be told. */
function findUnorderedIteration(code: string): number | undefined {
  const first = /\bunordered_(?:multi)?(?:map|set)\b/.exec(code);
  if (!first) return undefined;
  const names = new Set<string>();
  for (const { index } of code.matchAll(/\bunordered_(?:multi)?(?:map|set)\s*</g)) {
    const declared = declaredAfter(code, index);
    if (declared === undefined) return index;
    for (const name of declared) names.add(name);
  }
  const loops = /\bfor\s*\([^;(){}]{1,120}:\s*([^;{}\n]{1,80}?)\)|([\w\]]+)(?:\.|->)c?r?begin\s*\(/g;
  for (const match of code.matchAll(loops)) {
    const over = match[1] ?? match[2] ?? '';
    if (/^\w+$/.test(over) ? names.has(over) : names.size > 0) return match.index;
  }
  return /<<[^;]*\bunordered_/.exec(code)?.index;
}

/** The names of `unordered_map<…> a, b;`; undefined where it is part of another type or an alias. */
function declaredAfter(code: string, at: number): string[] | undefined {
  const line = code.slice(Math.max(0, at - 60), at);
  if (/[<,]\s*(?:std::)?$|\b(?:using|typedef)\b[^;\n]*$/.test(line)) return undefined;
  let depth = 0;
  let end = code.indexOf('<', at);
  for (; end < code.length && end < at + 400; end++) {
    if (code[end] === '<') depth++;
    else if (code[end] === '>' && --depth === 0) break;
  }
  const declared = /^>\s*(?:&|const\b|\s)*(\w+(?:\s*\[[^\]]*\])?(?:\s*,\s*\w+)*)/.exec(code.slice(end, end + 200));
  return declared?.[1]?.split(',').map((name) => name.replace(/\[.*/, '').trim());
}

/** `sort` or a heap by a comparison of the program's own: what it takes for equal cannot be told from here. */
function findUnstableOrder(code: string): number | undefined {
  const own = /\bbool\s+operator\s*<|\boperator\s*<=>/.exec(code);
  for (const match of code.matchAll(/\b(?:(stable_)?sort|priority_queue|(?:min|max|minmax)_element)\s*([(<])/g)) {
    if (match[1]) continue;
    const isQueue = match[2] === '<';
    if (/_element/.test(match[0])) continue;
    const given = argumentsAfter(code, match.index + match[0].length, isQueue);
    const order = given.length > 2 ? given.slice(2).join(',').trim() : undefined;
    if (order !== undefined && !/^(?:std::)?(?:greater|less)\s*<[\w\s:<>,]*>\s*(?:\(\s*\)|\{\s*\})?$/.test(order))
      return match.index;
    if (own && (isQueue || given.length <= 3)) return own.index;
  }
  return undefined;
}

/** The parts between commas up to the closing sign, at most 500 characters on. */
function argumentsAfter(code: string, from: number, isTemplate: boolean): string[] {
  const [opening, closing] = isTemplate ? ['([{<', ')]}>'] : ['([{', ')]}'];
  const parts: string[] = [];
  let depth = 0;
  let begin = from;
  for (let at = from; at < code.length && at < from + 500; at++) {
    const sign = code[at] as string;
    if (opening.includes(sign)) depth++;
    else if (closing.includes(sign) && code[at - 1] !== '-') {
      if (depth === 0) return [...parts, code.slice(begin, at)];
      depth--;
    } else if (sign === ',' && depth === 0) {
      parts.push(code.slice(begin, at));
      begin = at + 1;
    }
  }
  return parts;
}

/** Files that are opened where the judge compiles. */
function findFiles(code: string): number | undefined {
  const judged = code.replace(/^[ \t]*#\s*(?:ifndef\s+ONLINE_JUDGE|ifdef\s+(?!ONLINE_JUDGE|__)\w+)\b[^#]*/gm, (text) =>
    text.replace(/[^\n]/g, ' '),
  );
  return /(?<![.\w>])(?:fopen|freopen|fdopen|tmpfile|remove|rename|open|opendir)\s*\(|\b[io]?fstream\b(?!\s*>)/.exec(
    judged,
  )?.index;
}

const FINE_FUNCTION =
  /\b(?:sin|cos|tan|asin|acos|atan2?|sinh|cosh|tanh|exp2?|expm1|log(?:2|10|1p)?|pow|cbrt|hypot|tgamma|lgamma|erfc?)f?\s*\(/;

/** Functions that are rounded by the library, with ten digits or more printed. */
function findFineFloats(code: string): number | undefined {
  const used = FINE_FUNCTION.exec(code);
  if (!used) return undefined;
  const precise = /\b(?:setprecision|precision)\s*\(\s*(?:1\d|[2-9]\d|\d{3,}|[a-zA-Z_])|\bmax_digits10\b/.test(code);
  // Formats are blank here; a printf of a double may ask for any number of digits.
  return precise || /\bprintf\s*\(/.test(code) ? used.index : undefined;
}

function findFineRustFloats(code: string): number | undefined {
  const used =
    /\.(?:sin|cos|tan|asin|acos|atan2?|sinh|cosh|tanh|exp2?|ln|log(?:2|10)?|powf|powi|cbrt|hypot|sin_cos)\s*\(/.exec(
      code,
    );
  return used?.index;
}

/** A product, a power or a shift with a name that is declared as usize. */
function findUsizeProduct(code: string): number | undefined {
  const names = new Set<string>(['len']);
  for (const match of code.matchAll(/\b(\w+)\s*:\s*(?:&\s*)?(?:mut\s+)?usize\b/g)) names.add(match[1] as string);
  for (const match of code.matchAll(/\blet\s+(?:mut\s+)?(\w+)\s*=[^;]{0,200}?(?:\bas\s+usize|::<usize>|\.len\(\))/g))
    names.add(match[1] as string);
  for (const match of code.matchAll(/\(\s*(?:mut\s+)?(\w+)\s*,\s*(?:mut\s+)?(\w+)\s*\)\s*:\s*\(\s*usize/g)) {
    names.add(match[1] as string).add(match[2] as string);
  }
  for (const match of code.matchAll(
    /(?<![\w)\]])([\w)\]]{1,60})\s*(?:\*|<<)=?\s*([\w(]{1,60})|\b(\w{1,60})\.(?:pow|wrapping_mul|checked_mul)\s*\(/g,
  )) {
    const near = [match[1], match[2], match[3]].map((text) => text?.replace(/[^\w]/g, '') ?? '');
    if (near.some((name) => names.has(name)) || match[0].startsWith(')')) return match.index;
  }
  return undefined;
}
