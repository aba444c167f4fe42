/**
 * Constants of a package (2025-09): `{{name}}` and `{{name.variant}}` in statements, submissions,
 * included files, validators and test_group.yaml stand for values from problem.yaml.
 *
 * What names no constant stays as it is: `{{` is no rarity in programs.
 */

type Scalar = string | number | boolean;

/** By `name` and `name.variant`; `name` is the same as `name.value`. */
export function flatConstants(constants: Record<string, Scalar | Record<string, Scalar>>): Record<string, string> {
  const flat: [string, string][] = [];
  for (const [name, value] of Object.entries(constants)) {
    const variants = typeof value === 'object' ? value : { value };
    if (variants.value !== undefined) flat.push([name, String(variants.value)]);
    for (const [variant, each] of Object.entries(variants)) flat.push([`${name}.${variant}`, String(each)]);
  }
  return Object.fromEntries(flat);
}

/** `text` with every constant in its place. */
export function withConstants(text: string, constants: Readonly<Record<string, string>>): string {
  if (Object.keys(constants).length === 0) return text;
  return text.replace(/\{\{([A-Za-z_]\w*(?:\.\w+)?)\}\}/g, (whole, name: string) =>
    Object.hasOwn(constants, name) ? (constants[name] as string) : whole,
  );
}
