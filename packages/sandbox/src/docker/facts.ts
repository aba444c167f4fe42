/** From the facts that a launcher has seen inside (launcher/facts.c) to the layers in force. */
import { LAYERS, type Layer } from '@letscode/core';

/** What each layer needs; cgroups are looked at from outside, and no program starts without its seccomp filter. */
const NEEDED: Record<Layer, string[]> = {
  application: ['plain-user', 'no-new-privileges', 'no-capability'],
  namespaces: ['plain-user', 'user-namespace'],
  cgroups: [],
  seccomp: ['no-new-privileges'],
  filesystem: ['read-only-root', 'fresh-folders', 'no-sys'],
  network: ['no-network'],
};

export function layersOf(facts: readonly string[]): Layer[] {
  return LAYERS.filter((layer) => NEEDED[layer].every((fact) => facts.includes(fact)));
}
