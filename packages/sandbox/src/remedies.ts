/**
 * What to do about a layer that is missing: from what the kernel answered and
 * from what the helper saw of the host around it.
 *
 * The helper tells the facts, not this process, so that they are those of the
 * place where it ran. Pure.
 */
import type { Layer } from '@letscode/core';
import type { Frame } from './frames.js';

/** What bears on the layers; settings are as the kernel writes them, absent where it has no such setting. */
export interface Host {
  /** As `uname -r`. */
  release: string;
  isRoot: boolean;
  /** CAP_SYS_ADMIN. */
  mayAdminister: boolean;
  /** A seccomp filter of others, such as a container's, is in force. */
  isFiltered: boolean;
  /** kernel.apparmor_restrict_unprivileged_userns (Ubuntu). */
  appArmorRestricts?: string;
  /** kernel.unprivileged_userns_clone (Debian). */
  plainUsersMay?: string;
  /** user.max_user_namespaces. */
  mostNamespaces?: string;
}

export function hostOf(frame: Frame | undefined): Host {
  const setting = (name: string) => frame?.get(name);
  const host: Host = {
    release: setting('release') ?? 'of unknown version',
    isRoot: setting('root') === 'yes',
    mayAdminister: setting('administrator') === 'yes',
    isFiltered: setting('filtered') === 'yes',
  };
  const [appArmorRestricts, plainUsersMay, mostNamespaces] = [
    setting('apparmor-restricts'),
    setting('plain-users-may'),
    setting('most-namespaces'),
  ];
  if (appArmorRestricts !== undefined) host.appArmorRestricts = appArmorRestricts;
  if (plainUsersMay !== undefined) host.plainUsersMay = plainUsersMay;
  if (mostNamespaces !== undefined) host.mostNamespaces = mostNamespaces;
  return host;
}

/** Docker's options, as one that runs containers knows them; others have the same under other names. */
const CONTAINER = '--privileged --cgroupns=private';

/** @param detail the step that failed and its errno, as the helper words it */
export function remedyFor(layer: Layer, detail: string, host: Host): string {
  if (/ENOSYS/.test(detail)) return oldKernelRemedy(host);
  switch (layer) {
    case 'cgroups':
      return cgroupRemedy(detail, host);
    case 'seccomp':
      return seccompRemedy(host);
    case 'filesystem':
      return /proc/.test(detail) ? MASKED_PROC : namespaceRemedy(detail, host);
    default:
      return namespaceRemedy(detail, host);
  }
}

const MASKED_PROC =
  'Parts of /proc are covered, and the kernel then gives a plain user no /proc of his own. A container needs --security-opt systempaths=unconfined, or root in it --privileged; elsewhere unmount what lies over /proc (findmnt).';

function oldKernelRemedy(host: Host): string {
  const kernel = `Use Linux 5.12 or later (this is ${host.release}).`;
  return host.isFiltered
    ? `A seccomp filter around us, such as a container's, hides system calls that we need: start the container with --security-opt seccomp=unconfined, or with a newer libseccomp. If there is none: ${kernel}`
    : kernel;
}

function seccompRemedy(host: Host): string {
  const kernel = `Use Linux 5.12 or later (this is ${host.release}) with CONFIG_SECCOMP_FILTER.`;
  return host.isFiltered
    ? `A seccomp filter around us, such as a container's, forbids further ones that report: start the container with --security-opt seccomp=unconfined. Else: ${kernel}`
    : kernel;
}

function cgroupRemedy(detail: string, host: Host): string {
  if (/no cgroup hierarchy|ENOENT/.test(detail))
    return `Mount cgroup v2 with its memory and pids controllers (mount -t cgroup2 none /sys/fs/cgroup); in a container: ${CONTAINER}.`;
  if (/subtree_control: EBUSY|subtree_control: EOPNOTSUPP/.test(detail))
    return 'The group that we are in has processes that are not ours to move. Start in a group of our own: systemd-run --scope -p Delegate=yes npm start';
  if (host.isRoot)
    return `The cgroups can be read but not written. In a container, make /sys/fs/cgroup writable: ${CONTAINER}.`;
  return 'No part of the cgroup tree is ours. Have systemd hand one on to this user: systemd-run --user --scope -p Delegate=yes npm start. Or run as root.';
}

function namespaceRemedy(detail: string, host: Host): string {
  if (host.mostNamespaces === '0')
    return 'User namespaces are switched off. As root: sysctl -w user.max_user_namespaces=10000';
  if (/ENOSPC/.test(detail))
    return 'The limit of namespaces is reached. As root, raise it: sysctl -w user.max_user_namespaces=10000 (and its neighbours: sysctl -a --pattern ^user.max_)';
  if (!host.isRoot && host.plainUsersMay === '0')
    return 'The kernel forbids user namespaces to plain users. Run as root, or, as root: sysctl -w kernel.unprivileged_userns_clone=1';
  if (!host.isRoot && host.appArmorRestricts === '1')
    return 'AppArmor forbids user namespaces to plain users. Run as root, or, as root: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0';
  if (host.isRoot && !host.mayAdminister)
    return `This root lacks CAP_SYS_ADMIN. Start the container with ${CONTAINER}, or run outside of one.`;
  if (host.isFiltered)
    return `A seccomp filter around us, such as a container's, forbids namespaces. Start the container with --security-opt seccomp=unconfined (or ${CONTAINER}).`;
  return host.isRoot
    ? 'This root may not make namespaces, and not for lack of CAP_SYS_ADMIN: look into the kernel log for a security module that forbids it.'
    : 'Run as root, or where plain users may make user namespaces.';
}
