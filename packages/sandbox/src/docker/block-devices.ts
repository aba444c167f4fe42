/** Block devices of this machine, for the limits on reading and writing. */
import { existsSync, readdirSync } from 'node:fs';

/** Whole disks; not what is made of memory, nor what lies on other disks. */
export function blockDevices(): string[] {
  try {
    return readdirSync('/sys/block')
      .filter((name) => !/^(loop|ram|zram|dm-|md)/.test(name))
      .map((name) => `/dev/${name}`)
      .filter((path) => existsSync(path));
  } catch {
    return [];
  }
}
