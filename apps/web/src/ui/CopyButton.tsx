/** Copies a text and says so in place: the icon becomes a tick for a moment. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { announce } from '../live/announce.js';
import { t } from '../strings/t.js';
import { IconButton } from './IconButton.js';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    if (await copyText(text)) {
      setCopied(true);
      announce(t('copy.done'));
    } else {
      toast.error(t('copy.failed'));
    }
  };
  return <IconButton icon={copied ? Check : Copy} label={label} onPress={() => void copy()} />;
}

/** The clipboard API exists only in secure contexts; a hidden field serves plain http addresses. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }
}
