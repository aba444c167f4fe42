import { Command } from 'commander';
import { type CommandContext, writeLine } from '../context.js';
import { launch } from '../start/launcher.js';

/** `letscode start`: everything on this machine, until Ctrl+C. */
export function startCommand(context: CommandContext): Command {
  return new Command('start')
    .description('start the database, the server and the workers; print the URL; stop with Ctrl+C')
    .action(async () => {
      const say = (text: string) => writeLine(context, `  ${text}`);
      const { settings, rootFolder, env, signal } = context;
      const launcher = await launch({ settings, rootFolder, env, say, signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (!launcher) return say('Stopped');
      if (!signal.aborted) writeLine(context, `\n  Let'sCode is ready: ${launcher.url}\n`);
      await aborted(signal);
      say('Stopping');
      await launcher.stop();
      say('Stopped');
    });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  // A pending promise does not keep Node alive; a timer does.
  const alive = setInterval(() => {}, 60_000);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });
}
