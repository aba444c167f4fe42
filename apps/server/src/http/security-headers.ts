/**
 * Security headers. The policy lets the self-hosted web app work and nothing else:
 * Monaco starts workers from blobs and writes style elements; KaTeX and Monaco bring fonts.
 */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      // Helmet's defaults hold `upgrade-insecure-requests`, which breaks a server reached by plain HTTP.
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        workerSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Transport security is decided by whoever terminates TLS.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}
