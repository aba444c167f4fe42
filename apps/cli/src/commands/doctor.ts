/** `letscode doctor`: every isolation layer, toolchain and service, tried on this machine. */
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@letscode/core';
import { checkIsolation, type ExtraCheck, type LayerCheck } from '@letscode/sandbox';
import { openStore } from '@letscode/store';
import { Command } from 'commander';
import { type CommandContext, writeJson, writeLine } from '../context.js';
import { findRunning } from '../start/data-folder.js';
import { proveLanguages } from '../workbench/prove-languages.js';
import { type ModuleCheck, proveModules } from '../workbench/prove-modules.js';

interface ServiceCheck {
  name: string;
  ok: boolean;
  detail: string;
  remedy?: string;
}

interface Diagnosis {
  ok: boolean;
  layers: LayerCheck[];
  /** Beyond the layers; what is missing here makes nothing unsafe that was safe. */
  extras: ExtraCheck[];
  languages: { id: string; ok: boolean; version?: string; remedy?: string }[];
  /** What compiles programs for browsers; a language without it runs on the server only. */
  browsers: ModuleCheck[];
  services: ServiceCheck[];
}

export function doctorCommand(context: CommandContext): Command {
  return new Command('doctor')
    .description('try every isolation layer, toolchain and service, and say what to do about what is missing')
    .option('--json', 'print one JSON object and nothing else')
    .action(async (options: { json?: boolean }) => {
      const diagnosis = await diagnose(context);
      if (options.json) writeJson(context, diagnosis);
      else print(context, diagnosis);
      context.exitCode = diagnosis.ok ? 0 : 1;
    });
}

async function diagnose(context: CommandContext): Promise<Diagnosis> {
  const { layers, extras } = await checkIsolation();
  const isolated = layers.every((layer) => layer.ok);
  const proven = await proveLanguages(context, isolated);
  const browsers = await proveModules(context, isolated);
  const services = await checkServices(context);
  return {
    // A missing toolchain only disables its language; no language at all leaves nothing to judge.
    ok: isolated && services.every((service) => service.ok) && proven.some((language) => language.available),
    layers,
    extras,
    languages: proven.map(asCheck),
    browsers,
    services,
  };
}

function asCheck(language: Language): Diagnosis['languages'][number] {
  return {
    id: language.id,
    ok: language.available,
    ...(language.version === undefined ? {} : { version: language.version }),
    ...(language.remedy === undefined ? {} : { remedy: language.remedy }),
  };
}

async function checkServices(context: CommandContext): Promise<ServiceCheck[]> {
  const running = await findRunning(context.settings.dataFolder);
  return [
    await checkDataFolder(context),
    await checkWebApp(context),
    await checkDatabase(context, running?.databaseUrl),
    running
      ? { name: 'server', ok: true, detail: `running at ${running.url} (process ${running.pid})` }
      : { name: 'server', ok: true, detail: 'not running; `npm start` starts it' },
  ];
}

async function checkDataFolder(context: CommandContext): Promise<ServiceCheck> {
  const path = context.settings.dataFolder;
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    return { name: 'data folder', ok: true, detail: path };
  } catch (error) {
    const remedy = 'Make it writable, or set LETSCODE_DATA to another folder.';
    return { name: 'data folder', ok: false, detail: `${path}: ${(error as Error).message}`, remedy };
  }
}

async function checkWebApp(context: CommandContext): Promise<ServiceCheck> {
  const page = join(context.rootFolder, 'apps/web/dist/index.html');
  try {
    await access(page);
    return { name: 'web app', ok: true, detail: 'built' };
  } catch {
    return { name: 'web app', ok: false, detail: 'not built', remedy: 'Run `npm run build`.' };
  }
}

async function checkDatabase(context: CommandContext, runningUrl: string | undefined): Promise<ServiceCheck> {
  const url = context.settings.databaseUrl ?? runningUrl;
  if (url === undefined) {
    return { name: 'database', ok: true, detail: 'embedded PostgreSQL, started by `npm start`' };
  }
  const store = openStore(url);
  try {
    await store.ping();
    const detail = context.settings.databaseUrl ? 'PostgreSQL at DATABASE_URL answers' : 'embedded PostgreSQL answers';
    return { name: 'database', ok: true, detail };
  } catch (error) {
    const remedy = 'Start PostgreSQL, correct DATABASE_URL, or unset it to use the embedded one.';
    return { name: 'database', ok: false, detail: (error as Error).message, remedy };
  } finally {
    await store.close();
  }
}

function print(context: CommandContext, diagnosis: Diagnosis): void {
  const write = (mark: string, name: string, detail: string) =>
    writeLine(context, `  ${mark.padEnd(7)}  ${name.padEnd(19)} ${detail}`);
  const line = (ok: boolean, name: string, detail: string, remedy?: string) => {
    write(ok ? 'ok' : 'MISSING', name, detail);
    if (!ok && remedy) write('', '', `→ ${remedy}`);
  };
  writeLine(context, 'Isolation layers');
  for (const layer of diagnosis.layers) line(layer.ok, layer.name, layer.detail, layer.remedy);
  writeLine(context, 'Beyond the layers');
  for (const { ok, name, detail } of diagnosis.extras) write(ok ? 'ok' : 'without', name, detail);
  writeLine(context, 'Languages');
  for (const { id, ok, version, remedy } of diagnosis.languages) line(ok, id, version ?? 'not available', remedy);
  writeLine(context, 'Compiled for browsers');
  for (const { id, ok, version, remedy } of diagnosis.browsers) {
    write(ok ? 'ok' : 'without', id, version ?? 'runs on the server only');
    if (!ok && remedy) write('', '', `→ ${remedy}`);
  }
  writeLine(context, 'Services');
  for (const service of diagnosis.services) line(service.ok, service.name, service.detail, service.remedy);
  writeLine(context, diagnosis.ok ? '\nAll is well.' : '\nSomething is missing: see the arrows above.');
}
