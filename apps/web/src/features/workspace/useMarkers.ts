/**
 * Compiler messages for the editor: those of the newest result, as long as the
 * editor holds its language and held its code when it arrived. Afterwards they
 * stay while the person mends line after line.
 */
import type { Diagnostic } from '@letscode/core';
import { useEffect, useRef, useState } from 'react';

interface Source {
  /** Changes with every new result. */
  token: unknown;
  code: string;
  language: string;
  diagnostics: readonly Diagnostic[];
}

const NONE: readonly Diagnostic[] = [];

export function useMarkers(code: string, language: string, sources: (Source | undefined)[]): readonly Diagnostic[] {
  const [shown, setShown] = useState<{ language: string; diagnostics: readonly Diagnostic[] }>();
  const present = useRef({ code, language });
  present.current = { code, language };
  for (const source of sources) {
    // The number of sources is fixed, so this is a fixed number of hooks.
    useEffect(() => {
      if (!source || source.token === undefined) return;
      const fits = source.code === present.current.code && source.language === present.current.language;
      setShown(fits ? { language: source.language, diagnostics: source.diagnostics } : undefined);
    }, [source?.token]);
  }
  return shown && shown.language === language ? shown.diagnostics : NONE;
}
